# What scripts/services does with its servers, each of which lib-servers.sh describes: sourced after lib-processes.sh.
# shellcheck shell=bash disable=SC2154 # services, asked: set by scripts/services
servers=(postgres redis rabbitmq mongo)
declare -A label=([postgres]=PostgreSQL [redis]=Redis [rabbitmq]=RabbitMQ [mongo]=MongoDB)
declare -A port=([postgres]=15432 [redis]=16379 [rabbitmq]=15673 [mongo]=17017)

# How long a server has to answer (a RabbitMQ on a busy machine takes most of it), and how long to stop.
start_within=90
# shellcheck disable=SC2034 # for lib-servers.sh
stop_within=40

pid_file() { printf '%s' "$services/run/$1.pid"; }
log_file() { printf '%s' "$services/logs/$1.log"; }
secret() { cat "$services/secrets/$1"; }

# new_secret NAME: once. It is letters and digits, so that no file it is written to needs to quote it.
new_secret() {
  [ -s "$services/secrets/$1" ] || openssl rand -hex 24 >"$services/secrets/$1"
}

# Ports are remembered: who has data has it where it was.
load_ports() {
  local server number
  if [ -f "$services/ports" ]; then
    while read -r server number; do port[$server]=$number; done <"$services/ports"
  fi
}

# Those asked for, over those remembered.
choose_ports() {
  local server number
  for server in "${!asked[@]}"; do
    number=${asked[$server]}
    is_number "$number" 1 55534 || die "--$server-port: $number is not a number from 1 to 55534"
    if [ "$number" != "${port[$server]}" ] && [ -n "$(live_pid "$(pid_file "$server")")" ]; then
      die "${label[$server]} runs on port ${port[$server]}: stop it first (scripts/services down)"
    fi
    port[$server]=$number
  done
}

save_ports() {
  local server
  for server in "${servers[@]}"; do say "$server ${port[$server]}"; done >"$services/ports"
}

# refuse_taken_ports SERVER…: before anything slow is begun.
refuse_taken_ports() {
  local server number
  for server in "$@"; do
    [ -z "$(live_pid "$(pid_file "$server")")" ] || continue
    for number in $("ports_of_$server"); do
      if port_taken 127.0.0.1 "$number"; then
        die "port $number on 127.0.0.1, for ${label[$server]}, is in use: choose another with --$server-port"
      fi
    done
  done
}

# Servers do not run as root: each as the account of its package. as SERVER: the command that turns into it, in "${as[@]}".
declare -A account=([postgres]=postgres [redis]=redis [rabbitmq]=rabbitmq)
as() {
  as=(env -C "$services/$1" "HOME=$services/$1") # where this shell is, it may not be allowed to be
  if [ "$(id -u)" = 0 ]; then
    # Not runuser, which stays as a parent and would be the process on record.
    as=(setpriv "--reuid=${account[$1]}" "--regid=${account[$1]}" --init-groups --inh-caps=-all "${as[@]}")
  fi
}

# own SERVER PATH…: gives what root has made to the server's account.
own() {
  local server=$1
  shift
  if [ "$(id -u)" = 0 ]; then
    chown -R "${account[$server]}:${account[$server]}" "$@"
  fi
}

# The accounts must get to their folders; they see nothing on the way there.
make_folders() {
  local server
  mkdir -p "$services"/{run,logs,secrets}
  mkdir -p "${servers[@]/#/$services/}"
  if [ "$(id -u)" = 0 ]; then
    chmod go+x "$services" "$(dirname "$services")"
    for server in "${!account[@]}"; do
      own "$server" "$services/$server"
      as "$server"
      "${as[@]}" test -w "$services/$server" ||
        die "the account ${account[$server]} cannot get to $services: choose another folder with --data"
    done
  fi
}

# The keys that access tokens are signed with.
make_token_keys() {
  local private="$services/secrets/jwt-private.pem"
  if [ ! -s "$private" ]; then
    openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$private.new" 2>/dev/null ||
      openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$private.new" 2>/dev/null
    mv "$private.new" "$private"
  fi
  openssl pkey -in "$private" -pubout -out "$services/secrets/jwt-public.pem"
}

token_key_id() { openssl pkey -in "$services/secrets/jwt-private.pem" -pubout -outform DER | openssl dgst -sha256 -r | cut -c 1-43; }

# What the launcher has to know; a file, since command lines can be read by everybody.
write_settings() {
  cat >"$services/parley.conf.new" <<TXT
# Written by scripts/services up, and again by the next one. It holds passwords.
postgres { host = "127.0.0.1", port = ${port[postgres]}, database = "parley", user = "parley", password = "$(secret postgres)" }
redis { host = "127.0.0.1", port = ${port[redis]}, password = "$(secret redis)" }
broker { host = "127.0.0.1", port = ${port[rabbitmq]}, user = "parley", password = "$(secret rabbitmq)", virtualHost = "/" }
mongo { uri = "$(mongo_uri | sed 's/[\\"]/\\&/g')", database = "parley" }
auth {
  keyId = "$(token_key_id)"
  privateKeyFile = "$services/secrets/jwt-private.pem"
  publicKeyFile = "$services/secrets/jwt-public.pem"
  keyDirectory = "$services/secrets/keys"
}
notification.push.keyFile = "$services/secrets/vapid.pem"
TXT
  mv "$services/parley.conf.new" "$services/parley.conf"
}

# settled SERVER: it answers, or it has ended and never will.
settled() { has_ended "$(pid_file "$1")" || "answers_$1"; }

# await SERVER: until it answers, or says what it wrote last.
await() {
  if ! wait_for "$start_within" settled "$1" || ! "answers_$1"; then
    tail -n 15 "$(log_file "$1")" >&2
    die "${label[$1]} does not answer; its log is $(log_file "$1")"
  fi
}

services_up() {
  local server began=()
  load_ports
  choose_ports
  need_programs
  make_folders
  choose_mongo
  refuse_taken_ports "${servers[@]}"
  build_mongo
  save_ports
  make_token_keys
  make_vapid_key "$services/secrets/vapid.pem"
  # All begin side by side: most of the time each waits for its disk.
  for server in "${servers[@]}"; do
    if [ -z "$(live_pid "$(pid_file "$server")")" ]; then
      "start_$server"
      began+=("$server")
    fi
  done
  for server in "${servers[@]}"; do
    await "$server"
    if [[ " ${began[*]-} " == *" $server "* ]]; then
      "prepare_$server"
    fi
    say "  ${label[$server]} $("version_$server") is ready at $("address_$server")"
  done
  write_settings
  say "The services are up; their settings are in $services/parley.conf"
}

# services_up_one SERVER: one that has ended, on what the first start made. Quick: nothing else is looked at.
services_up_one() {
  [[ " ${servers[*]} " == *" $1 "* ]] || die "'$1' is no server; the servers are: ${servers[*]}"
  [ -f "$services/parley.conf" ] || die "the services in $services have never been up: start all of them first"
  load_ports
  choose_mongo
  if [ -z "$(live_pid "$(pid_file "$1")")" ]; then
    refuse_taken_ports "$1"
    if [ "$1" = mongo ]; then build_mongo; fi
    "start_$1"
  fi
  await "$1"
  say "  ${label[$1]} is ready at $("address_$1")"
}

services_down() {
  local server
  if [ ! -d "$services" ]; then
    say "There are no services in $services."
    return
  fi
  # Those that lose nothing by being the last come last.
  for server in rabbitmq mongo redis postgres; do
    if [ -n "$(live_pid "$(pid_file "$server")")" ]; then
      if "stop_$server"; then say "  ${label[$server]} has stopped"; else say "  ${label[$server]} did not stop in time and was ended"; fi
    fi
    "after_$server"
  done
}

services_status() {
  local server pid state row='%-11s %-13s %-8s %-24s %s\n' bad=0
  load_ports
  [ -d "$services" ] || die "there are no services in $services: scripts/services up makes them"
  choose_mongo
  # shellcheck disable=SC2059 # the row is above
  printf "$row" service state pid address version
  for server in "${servers[@]}"; do
    pid=$(live_pid "$(pid_file "$server")")
    state=up
    if ! "answers_$server"; then
      bad=1
      state=$([ -n "$pid" ] && printf 'not answering' || printf down)
    elif [ -z "$pid" ] && ! { [ "$server" = mongo ] && [ "$mongo_kind" = yours ]; }; then
      bad=1
      state=down # what answers there is another's
    fi
    # shellcheck disable=SC2059
    printf "$row" "${label[$server]}" "$state" "${pid:--}" "$("address_$server")" "$("version_$server")"
  done
  return "$bad"
}
