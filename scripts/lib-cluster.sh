# The nodes of a cluster on this machine: sourced after lib-processes.sh by a script that has set data, never run.
# A node is a folder, DIR/cluster/NAME: args (what it was deployed with), pid, log, library (its class path), and
# ready.json, a link to what the node writes while it serves: the folder gets another name when it replaces a node.
# shellcheck shell=bash
data=${data:-$PWD/data}
cluster=$data/cluster
umask 077

# In the order they are started: gateways open their doors when there is somebody behind them.
# shellcheck disable=SC2034 # for those who source it
behind=(auth contacts message presence notification search)

# What a node has to start and to stop: its roles' stores may be busy, and it finishes what is in flight.
node_start_within=120
node_stop_within=45

# The ports that nodes find each other on: of the first of them that are free, each takes one.
members() {
  local port list=""
  for port in $(seq 5701 5720); do list+=",127.0.0.1:$port"; done
  say "${list:1}"
}

need_curl() { command -v curl >/dev/null || die "curl is missing: install it (on Debian or Ubuntu: sudo apt-get install curl)"; }

node_names() {
  local folder
  for folder in "$cluster"/*/; do
    if [ -f "$folder/args" ]; then basename "$folder"; fi
  done
}

node_pid() { live_pid "$cluster/$1/pid"; }

# node_has NAME ROLE
node_has() { [[ ",$(sed -n 's/^roles //p' "$cluster/$1/args")," == *",$2,"* ]]; }

# json NAME TEXT: a field of a flat JSON object, without quotes and brackets; nothing if it has none.
json() { printf '%s' "$2" | tr -d '\n' | sed -nE "s/.*\"$1\": *(\[[^]]*\]|\"[^\"]*\"|[^],}]*).*/\1/p" | tr -d '[]"'; }

# ready_field NAME FIELD: of what the node wrote when it was ready.
ready_field() { json "$2" "$(cat "$cluster/$1/ready.json" 2>/dev/null)"; }

# door_url NAME HOST: where a gateway is reached on this machine; nothing for what is none.
door_url() {
  local port
  port=$(ready_field "$1" port)
  if [ -n "$port" ]; then say "$(ready_field "$1" scheme)://$2:$port"; fi
}

# refuse_bad_name NAME: it becomes a folder, and a label in tables and metrics.
refuse_bad_name() {
  [[ "$1" =~ ^[a-z0-9][a-z0-9.-]{0,60}$ ]] || die "'$1' is no name for a node: it may have a-z, 0-9, '-' and '.'"
  [[ "$1" != lib && "$1" != ready && "$1" != secrets ]] || die "'$1' is no name for a node: the cluster has a folder of that name"
}

# make_node NAME ARGS: ARGS is the text of its args file.
make_node() {
  mkdir -p "$cluster"
  if ! mkdir "$cluster/$1" 2>/dev/null; then
    [ -z "$(node_pid "$1")" ] ||
      die "there is a node $1: choose another name with --name, or end that one first (scripts/undeploy $1)"
    forget_node "$1" # it has ended by itself
    mkdir "$cluster/$1" || die "cannot make $cluster/$1"
  fi
  printf '%s\n' "$2" >"$cluster/$1/args"
}

# free_name BASE: BASE-1, or the first number after it that no node has.
free_name() {
  local number=1
  while [ -e "$cluster/$1-$number" ]; do number=$((number + 1)); done
  say "$1-$number"
}

# Small: a verticle's heap holds little, and all of them share this machine. With few cores the JVMs are kept from
# optimizing hot code once more (C2): nine of them at it took a machine of two cores a minute, in which nodes starved.
node_java() {
  local small="-XX:+UseSerialGC -Xms48m -Xmx384m"
  if [ "$(getconf _NPROCESSORS_ONLN)" -lt 8 ]; then small+=" -XX:TieredStopAtLevel=1"; fi
  say "${PARLEY_JAVA_OPTS:-$small}"
}

# What a node runs on; once for all that one script starts.
prepare_nodes() {
  need_java
  build "$@"
  mkdir -p "$cluster"
  node_library=$(library launcher "$cluster/lib")
  node_flags=$(newer_jdk_flags)
}

# start_node NAME [CALLED]: as its args say; does not wait. CALLED, if its folder has another name for a while.
start_node() {
  local folder="$cluster/$1" key value roles="" java="" options=() setting ready
  while read -r key value; do
    case "$key" in
      roles) roles=$value ;;
      instances) options+=(--instances "$value") ;;
      config) options+=(--config "$value") ;;
      port) options+=(--set "gateway.port=$value") ;;
      set) options+=(--set "$value") ;;
      java) java=$value ;;
    esac
  done <"$folder/args"
  for setting in "cluster.members=$(members)" "management.port=0" "${node_settings[@]}"; do
    # One that was given with --set is not given twice.
    grep -q "^set ${setting%%=*}=" "$folder/args" || options+=(--set "$setting")
  done
  forget_ready "$1"
  mkdir -p "$cluster/ready"
  ready=$(mktemp -u "ready/${2:-$1}.XXXXXX")
  ln -s "../$ready" "$folder/ready.json"
  if [ -f "$folder/log" ]; then mv "$folder/log" "$folder/log.1"; fi
  printf '%s\n' "$node_library" >"$folder/library"
  # shellcheck disable=SC2086 # one word per flag is meant
  background "$folder/log" java @scripts/jvm-flags $node_flags $java -cp "$node_library/*" dev.parley.launcher.Main \
    --roles "$roles" --name "${2:-$1}" --ready-file "$cluster/$ready" "${options[@]}"
  record_pid "$folder/pid" "$BACKGROUND_PID"
}

# Another data folder on this machine is another cluster, though the ports are the same.
node_settings=("cluster.name=parley-$(printf '%s' "$cluster" | cksum | cut -d ' ' -f 1)")
# The keys that scripts/cluster keys has made, if it has.
if [ -f "$cluster/secrets/node.pem" ]; then
  node_settings+=("cluster.tls.certificateFile=$cluster/secrets/node.pem"
    "cluster.tls.privateKeyFile=$cluster/secrets/node-key.pem" "cluster.tls.authorityFile=$cluster/secrets/authority.pem")
fi

node_settled() { [ -f "$cluster/$1/ready.json" ] || has_ended "$cluster/$1/pid"; }

# await_node NAME: until it is ready. If it does not come: what it wrote last, and 1; it is ended then.
await_node() {
  local folder="$cluster/$1" door why="ended before it was ready"
  if wait_for "$node_start_within" node_settled "$1" && [ -n "$(node_pid "$1")" ]; then
    door=$(door_url "$1" 127.0.0.1)
    say "  $1 is ready${door:+ at $door} (pid $(node_pid "$1"))"
    return
  fi
  [ -z "$(node_pid "$1")" ] || why="is not ready after $node_start_within s"
  stop_process "$folder/pid" KILL 10 KILL || true
  printf '%s\n' "$1 $why. The end of its log, without stack traces:" >&2
  grep -Ev '^[[:space:]]+(at|\.\.\.) ' "$folder/log" | tail -n 20 >&2
  return 1
}

# stop_node NAME [now]: in order; it has some time for that. With now: at once.
stop_node() {
  if [ "${2:-}" = now ]; then
    stop_process "$cluster/$1/pid" KILL 10 KILL || true
  elif ! stop_process "$cluster/$1/pid" TERM "$node_stop_within" KILL; then
    say "  $1 did not stop within $node_stop_within s and was ended" >&2
  fi
}

forget_ready() {
  if [ -L "$cluster/$1/ready.json" ]; then rm -f "$cluster/$1/$(readlink "$cluster/$1/ready.json")" "$cluster/$1/ready.json"; fi
}

# forget_node NAME: of one that has ended; its log is kept, for scripts/logs.
forget_node() {
  if [ -f "$cluster/$1/log" ]; then mv "$cluster/$1/log" "$cluster/$1.last.log"; fi
  forget_ready "$1"
  rm -rf "${cluster:?}/$1"
}

# Class paths that no node runs on any more.
forget_libraries() {
  local folder
  for folder in "$cluster"/lib/*/; do
    grep -qsx "${folder%/}" "$cluster"/*/library || rm -rf "$folder"
  done
}
