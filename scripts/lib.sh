# Shared by the scripts: sourced, never run. Leaves the shell in the repository's root.
# shellcheck shell=bash
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

# What is built is for whoever may read the sources; scripts that write secrets have another one for themselves.
users_umask=$(umask)

say() { printf '%s\n' "$*"; }
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# The major version of the java on the path: 17 for "17.0.15".
java_major() { java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1; }

need_java() {
  command -v java >/dev/null || die "java is missing: install a JDK 17 or newer"
  local major
  major=$(java_major)
  if [ -z "$major" ] || [ "$major" -lt 17 ]; then
    die "java is version ${major:-unknown}: Parley needs a JDK 17 or newer"
  fi
}

need_maven() {
  command -v mvn >/dev/null || die "mvn is missing: install Maven 3.8 or newer"
  command -v javac >/dev/null || die "javac is missing: install a JDK, a JRE is not enough to build"
}

# One number that changes with any file the build reads.
sources_fingerprint() {
  find pom.xml .mvn shared-model support verticles gateway-verticle launcher embedded benchmark clients \
    \( -name target -o -name node_modules \) -prune -o -type f -exec cksum {} + | sort | cksum
}

# build MODULE…: packages modules, what they need and their lib folders, if a source has changed since that was last done.
build() (
  umask "$users_umask"
  stale=()
  now=$(sources_fingerprint)
  for module in "$@"; do
    if [ "$(cat "$module/target/.built" 2>/dev/null)" != "$now" ]; then
      stale+=("$module")
    fi
  done
  if [ ${#stale[@]} = 0 ]; then
    return
  fi
  need_maven
  say "Building Parley (the first time also downloads what it is made of: a few minutes)…"
  for module in "${stale[@]}"; do
    mkdir -p "$module/target"
    rm -rf "$module/target/lib" # an older version of a library would stay beside the new one
  done
  log="${stale[0]}/target/build.log"
  if ! mvn -q -B -pl "$(IFS=, && printf '%s' "${stale[*]}")" -am package -DskipTests >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    die "the build failed; the whole log is $log"
  fi
  for module in "${stale[@]}"; do
    printf '%s\n' "$now" >"$module/target/.built"
  done
)

# library MODULE DIR: prints a folder below DIR with the class path that MODULE was built to. It stays as it is: a build
# replaces target/lib, and a JVM that runs on it loads classes to the end.
library() {
  local folder new
  folder="$2/$1-$(tr ' ' '-' <"$1/target/.built")"
  if [ ! -d "$folder" ]; then
    mkdir -p "$2"
    new=$(mktemp -d "$2/.new.XXXXXX")
    # Hard links where the file system has them: a class path is some 60 MB.
    cp -l "$1"/target/lib/*.jar "$new" 2>/dev/null || cp -f "$1"/target/lib/*.jar "$new"
    mv "$new" "$folder"
  fi
  say "$folder"
}

# Flags that only a newer JDK knows, beside those in scripts/jvm-flags.
newer_jdk_flags() {
  if [ "$(java_major)" -ge 24 ]; then
    say "--sun-misc-unsafe-memory-access=allow"
  fi
}
