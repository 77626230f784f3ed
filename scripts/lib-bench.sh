# Shared by the scripts that measure: sourced after lib.sh, never run.
# shellcheck shell=bash

# What is measured on: a folder that is deleted at the end.
data=$(mktemp -d)
server=""
finish() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$data"
}
trap finish EXIT

load_average() { cut -d ' ' -f 1-3 /proc/loadavg 2>/dev/null || say unknown; }

machine() { say "Machine: $(nproc) cores, $(uname -sm), JDK $(java_major), load before $(load_average)"; }

# Prints the server's address once it is ready.
ready_url() {
  local url=""
  for _ in $(seq 1 240); do
    url=$(sed -n 's/^Parley is ready at //p' "$data/server.log")
    [ -n "$url" ] && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.5
  done
  say "$url"
}

# start_parley ARGUMENT…: a fresh embedded one, on a free port unless told otherwise; leaves its pid in $server and its
# address in $url. PARLEY_BENCH_JAVA_FLAGS: for a profiler.
start_parley() {
  : >"$data/server.log"
  say "Starting a fresh Parley…"
  # shellcheck disable=SC2046,SC2086 # one word per flag is meant
  java @scripts/jvm-flags $(newer_jdk_flags) ${PARLEY_BENCH_JAVA_FLAGS:-} -cp 'benchmark/target/lib/*' \
    dev.parley.embedded.Main --port 0 --data "$data/parley" "$@" >"$data/server.log" 2>&1 &
  server=$!
  url=$(ready_url)
  if [ -z "$url" ]; then
    tail -n 40 "$data/server.log" >&2
    die "the server did not become ready"
  fi
}

# need_tool TOOL PACKAGE
need_tool() {
  command -v "$1" >/dev/null || die "$1 is missing: install it (on Debian or Ubuntu: sudo apt-get install $2)"
}
