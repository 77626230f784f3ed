# Each server of scripts/services: ports_of_, start_, answers_, prepare_ (once it answers), stop_, after_ (when it has
# ended), version_ and address_. Passwords go by files that only the account can read, never by a command line.
# shellcheck shell=bash disable=SC2154 # services, port, as: set by scripts/services and lib-services.sh

# ---- what has to be installed

postgres_folder() {
  local folder wanted=""
  # Data is read by the version that made it, and by no other.
  if [ -f "$services/postgres/data/PG_VERSION" ]; then wanted=$(cat "$services/postgres/data/PG_VERSION"); fi
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
    if [ -x "$folder/postgres" ] && [[ -z "$wanted" || "$folder" == */"$wanted"/bin ]]; then
      say "$folder"
      return
    fi
  done
}

rabbitmq_folder() {
  local folder
  # Not /usr/sbin, whose wrapper writes to the system's own folders.
  for folder in /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin /opt/rabbitmq/sbin; do
    if [ -x "$folder/rabbitmq-server" ]; then
      say "$folder"
      return
    fi
  done
}

need_programs() {
  local missing=()
  if [ -z "$(postgres_folder)" ]; then
    if [ -f "$services/postgres/data/PG_VERSION" ]; then
      missing+=("postgresql-$(cat "$services/postgres/data/PG_VERSION")")
    else
      missing+=(postgresql)
    fi
  fi
  command -v redis-server >/dev/null || missing+=(redis-server)
  [ -n "$(rabbitmq_folder)" ] || missing+=(rabbitmq-server)
  command -v openssl >/dev/null || missing+=(openssl)
  command -v setpriv >/dev/null || missing+=(util-linux)
  if [ ${#missing[@]} = 0 ]; then
    return
  fi
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    die "missing: ${missing[*]} (on Debian or Ubuntu: sudo apt-get install ${missing[*]})"
  fi
  say "Installing ${missing[*]}…"
  install_quietly "${missing[@]}"
}

# Installs packages, whose own services are not started: whatever policy there was is put back afterwards.
install_quietly() (
  policy=/usr/sbin/policy-rc.d
  if [ -e "$policy" ]; then
    kept=$(mktemp "$policy.XXXXXX")
    trap 'mv -f "$kept" "$policy"' EXIT
    mv -f "$policy" "$kept"
  else
    trap 'rm -f "$policy"' EXIT
  fi
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  umask 022
  log=$(mktemp)
  if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    die "the packages could not be installed; the whole log is $log"
  fi
  rm -f "$log"
)

# ---- PostgreSQL

ports_of_postgres() { say "${port[postgres]}"; }
address_postgres() { say "127.0.0.1:${port[postgres]}"; }
version_postgres() { "$(postgres_folder)/postgres" --version 2>/dev/null | sed 's/^[^0-9]*\([0-9.]*\).*/\1/'; }

start_postgres() {
  local folder home="$services/postgres"
  folder=$(postgres_folder)
  new_secret postgres
  new_secret postgres-admin
  as postgres
  if [ ! -f "$home/data/PG_VERSION" ]; then
    rm -rf "$home/data" # of one that was interrupted
    cp "$services/secrets/postgres-admin" "$home/password"
    own postgres "$home/password"
    "${as[@]}" "$folder/initdb" --pgdata="$home/data" --username=postgres --pwfile="$home/password" \
      --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >>"$(log_file postgres)" 2>&1 ||
      die "PostgreSQL could not make its data folder; its log is $(log_file postgres)"
    rm "$home/password"
  fi
  # No socket in a folder that others share; the port is the only door.
  background "$(log_file postgres)" "${as[@]}" "$folder/postgres" -D "$home/data" -p "${port[postgres]}" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c logging_collector=off
  record_pid "$(pid_file postgres)" "$BACKGROUND_PID"
}

# query USER SECRET DATABASE: standard input, as SQL.
query() {
  printf '127.0.0.1:%s:*:%s:%s\n' "${port[postgres]}" "$1" "$(secret "$2")" >"$services/secrets/pgpass.$1"
  PGPASSFILE="$services/secrets/pgpass.$1" PGCONNECT_TIMEOUT=5 psql -X -q -t -A -v ON_ERROR_STOP=1 -w -h 127.0.0.1 \
    -p "${port[postgres]}" -U "$1" -d "$3"
}

answers_postgres() { [ -s "$services/secrets/postgres-admin" ] && [ "$(query postgres postgres-admin postgres <<<'select 1' 2>/dev/null)" = 1 ]; }

# Parley's own account is no superuser.
prepare_postgres() {
  query postgres postgres-admin postgres >/dev/null <<SQL || die "PostgreSQL: the account parley could not be made"
select 'create role parley login' where not exists (select 1 from pg_roles where rolname = 'parley') \\gexec
alter role parley password '$(secret postgres)';
select 'create database parley owner parley' where not exists (select 1 from pg_database where datname = 'parley') \\gexec
SQL
  [ "$(query parley postgres parley <<<'select 1')" = 1 ] || die "PostgreSQL: the account parley cannot log in"
}

# SIGINT does not wait for clients to leave, as SIGTERM would. Never SIGKILL: its children would live on.
stop_postgres() { stop_process "$(pid_file postgres)" INT "$stop_within" QUIT; }
after_postgres() { :; }

# ---- Redis

ports_of_redis() { say "${port[redis]}"; }
address_redis() { say "127.0.0.1:${port[redis]}"; }
version_redis() { redis-server --version 2>/dev/null | sed 's/.* v=\([0-9.]*\).*/\1/'; }

start_redis() {
  local home="$services/redis"
  new_secret redis
  cat >"$home/redis.conf" <<TXT
bind 127.0.0.1
port ${port[redis]}
protected-mode yes
requirepass $(secret redis)
dir $home
appendonly yes
save ""
daemonize no
TXT
  own redis "$home"
  as redis
  background "$(log_file redis)" "${as[@]}" redis-server "$home/redis.conf"
  record_pid "$(pid_file redis)" "$BACKGROUND_PID"
}

answers_redis() {
  local first second
  [ -s "$services/secrets/redis" ] || return 1
  {
    exec 3<>"/dev/tcp/127.0.0.1/${port[redis]}" || return 1
    printf 'AUTH %s\r\nPING\r\n' "$(secret redis)" >&3
    IFS= read -r -t 5 first <&3 || true
    IFS= read -r -t 5 second <&3 || true
    exec 3<&-
  } 2>/dev/null
  [ "${first-}${second-}" = $'+OK\r+PONG\r' ]
}

prepare_redis() { :; }
stop_redis() { stop_process "$(pid_file redis)" TERM "$stop_within" KILL; }
after_redis() { :; }

# ---- RabbitMQ

# Beside its port: the one that nodes and tools talk on, and epmd's, Erlang's directory of nodes, which is not the system's.
rabbitmq_node_port() { say $((port[rabbitmq] + 10000)); }
rabbitmq_epmd_port() { say $((port[rabbitmq] + 10001)); }
ports_of_rabbitmq() {
  say "${port[rabbitmq]}"
  rabbitmq_node_port
  # It stays for the next start when RabbitMQ ends by itself.
  if [ -z "$(live_pid "$(pid_file epmd)")" ]; then rabbitmq_epmd_port; fi
}
address_rabbitmq() { say "127.0.0.1:${port[rabbitmq]}"; }
version_rabbitmq() { rabbitmq_folder | sed 's/.*rabbitmq_server-\([0-9.]*\).*/\1/'; }

start_rabbitmq() {
  local home="$services/rabbitmq" erlang=(ERL_EPMD_ADDRESS=127.0.0.1 "ERL_EPMD_PORT=$(rabbitmq_epmd_port)")
  new_secret rabbitmq
  cat >"$home/rabbitmq.conf" <<TXT
listeners.tcp.local = 127.0.0.1:${port[rabbitmq]}
# Made at the first start, instead of guest.
default_user = parley
default_pass = $(secret rabbitmq)
default_user_tags.administrator = false
TXT
  : >"$home/environment"
  printf '[].\n' | tee "$home/advanced.config" >"$home/enabled_plugins"
  mkdir -p "$home"/{conf.d,mnesia,log}
  if [ ! -s "$home/.erlang.cookie" ]; then openssl rand -hex 24 >"$home/.erlang.cookie"; fi
  chmod 400 "$home/.erlang.cookie"
  own rabbitmq "$home"
  as rabbitmq
  if [ -z "$(live_pid "$(pid_file epmd)")" ]; then
    background "$(log_file epmd)" "${as[@]}" "${erlang[@]}" epmd
    record_pid "$(pid_file epmd)" "$BACKGROUND_PID"
  fi
  # RUNNING_UNDER_SYSTEMD: its script turns into the server instead of staying as its parent.
  background "$(log_file rabbitmq)" "${as[@]}" "${erlang[@]}" RUNNING_UNDER_SYSTEMD=true \
    RABBITMQ_NODENAME=parley@localhost "RABBITMQ_DIST_PORT=$(rabbitmq_node_port)" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false' \
    "RABBITMQ_CONF_ENV_FILE=$home/environment" "RABBITMQ_CONFIG_FILE=$home/rabbitmq.conf" \
    "RABBITMQ_CONFIG_FILES=$home/conf.d" "RABBITMQ_ADVANCED_CONFIG_FILE=$home/advanced.config" \
    "RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins" "RABBITMQ_MNESIA_BASE=$home/mnesia" \
    "RABBITMQ_LOG_BASE=$home/log" "RABBITMQ_PID_FILE=$home/node.pid" \
    "$(rabbitmq_folder)/rabbitmq-server"
  record_pid "$(pid_file rabbitmq)" "$BACKGROUND_PID"
}

# hex COUNT: so many bytes of descriptor 3, as hexadecimal digits.
hex() { timeout 5 head -c "$1" <&3 | od -A n -t x1 -v | tr -d ' \n'; }

# frame: the next AMQP frame's class and method, such as 000a001e.
frame() {
  local header payload
  header=$(hex 7)
  [ ${#header} = 14 ] || return 1
  payload=$(hex $((16#${header:6:8} + 1))) # the end mark too
  printf '%s' "${payload:0:8}"
}

# A log-in (AMQP 0-9-1, 2.2.4 and 1.4): the greeting, connection.start, .start-ok, .tune, .tune-ok, .open, .open-ok, .close.
# In full: what leaves in the middle is an error in the broker's log, and is let go after three seconds.
answers_rabbitmq() {
  local start open password
  [ -s "$services/secrets/rabbitmq" ] || return 1
  password=$(secret rabbitmq)
  {
    exec 3<>"/dev/tcp/127.0.0.1/${port[rabbitmq]}" || return 1
    printf 'AMQP\0\0\x09\x01' >&3
    start=$(frame) || true
    if [ "$start" = 000a000a ]; then
      # No client properties; PLAIN: NUL parley NUL password; a locale. 32 bytes and the password.
      printf '%b' "\\x01\\0\\0\\0\\0\\0\\x$(printf '%02x' $((32 + ${#password})))\\0\\x0a\\0\\x0b" \
        '\0\0\0\0\x05PLAIN' "\\0\\0\\0\\x$(printf '%02x' $((8 + ${#password})))\\x00parley\\x00$password" '\x05en_US\xce' >&3
      if [ "$(frame)" = 000a001e ]; then
        # One channel, frames of 128 KiB, no heartbeat; the virtual host "/".
        printf '\x01\0\0\0\0\0\x0c\0\x0a\0\x1f\0\x01\0\x02\0\0\0\0\xce\x01\0\0\0\0\0\x08\0\x0a\0\x28\x01/\0\0\xce' >&3
        open=$(frame) || true
        printf '\x01\0\0\0\0\0\x0b\0\x0a\0\x32\0\xc8\0\0\0\0\0\xce' >&3
        frame || true
      fi
    fi
    exec 3<&-
  } >/dev/null 2>&1
  [ "${open-}" = 000a0029 ]
}

prepare_rabbitmq() { :; }
stop_rabbitmq() { stop_process "$(pid_file rabbitmq)" TERM "$stop_within" KILL; }
after_rabbitmq() { stop_process "$(pid_file epmd)" TERM 5 KILL || true; }

# ---- MongoDB: yours (by its URI), mongod, or a stand-in for it

mongo_kind=""
mongo_given=${PARLEY_MONGO_URI:-}
choose_mongo() {
  if [ "$action" != up ]; then mongo_given=""; fi
  if [ -n "$mongo_given" ] || [ -s "$services/secrets/mongo-uri" ]; then
    mongo_kind=yours
  elif [ -s "$services/mongo/parley.mv.db" ]; then
    mongo_kind=stand-in # whose data no mongod can read
  elif command -v mongod >/dev/null; then
    mongo_kind=mongod
  else
    mongo_kind=stand-in
  fi
}

# The driver or the stand-in, in Java. An address of yours is only kept when somebody answers there.
build_mongo() {
  need_java
  build launcher embedded
  if [ "$mongo_kind" = yours ]; then
    mongo_check "$(mongo_uri)" >/dev/null ||
      die "your MongoDB does not answer: see PARLEY_MONGO_URI, or $services/secrets/mongo-uri, where it is remembered"
    if [ -n "$mongo_given" ]; then printf '%s\n' "$mongo_given" >"$services/secrets/mongo-uri"; fi
  fi
}

ports_of_mongo() { if [ "$mongo_kind" != yours ]; then say "${port[mongo]}"; fi; }
address_mongo() { if [ "$mongo_kind" = yours ]; then say "your address"; else say "127.0.0.1:${port[mongo]}"; fi; }
version_mongo() {
  case "$mongo_kind" in
    yours) say "(yours)" ;;
    mongod) mongod --version | sed -n 's/^db version v//p' ;;
    *) say "(a stand-in: no real MongoDB is installed)" ;;
  esac
}

mongo_uri() {
  case "$mongo_kind" in
    yours) if [ -n "$mongo_given" ]; then say "$mongo_given"; else secret mongo-uri; fi ;;
    mongod) say "mongodb://127.0.0.1:${port[mongo]}/?replicaSet=parley" ;;
    *) say "mongodb://127.0.0.1:${port[mongo]}" ;;
  esac
}

# mongo_check URI [OPTION]…: asks with Parley's own driver.
mongo_check() {
  local uri=$1
  shift
  # shellcheck disable=SC2046 # one word per flag is meant
  PARLEY_MONGO_URI=$uri PARLEY_LOG_LEVEL=ERROR java @scripts/jvm-flags $(newer_jdk_flags) -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -cp 'embedded/target/lib/*' dev.parley.embedded.MongoCheck "$@"
}

start_mongo() {
  local class_path
  case "$mongo_kind" in
    yours) ;;
    mongod)
      background "$(log_file mongo)" mongod --dbpath "$services/mongo" --port "${port[mongo]}" --bind_ip 127.0.0.1 \
        --replSet parley --nounixsocket
      record_pid "$(pid_file mongo)" "$BACKGROUND_PID"
      ;;
    stand-in)
      class_path=$(library embedded "$services/lib")
      find "$services/lib" -mindepth 1 -maxdepth 1 ! -path "$class_path" -exec rm -rf {} +
      # shellcheck disable=SC2046 # one word per flag is meant
      background "$(log_file mongo)" java @scripts/jvm-flags $(newer_jdk_flags) -XX:+UseSerialGC -Xms32m -Xmx384m \
        -cp "$class_path/*" dev.parley.embedded.MongoServerMain --port "${port[mongo]}" --data "$services/mongo"
      record_pid "$(pid_file mongo)" "$BACKGROUND_PID"
      ;;
  esac
}

# A ping by the wire protocol (OP_MSG with {ping: 1, $db: "admin"}), which is answered before any log-in.
answers_mongo() {
  local answer=""
  if [ "$mongo_kind" = yours ]; then
    mongo_check "$(mongo_uri)" >/dev/null
    return
  fi
  {
    exec 3<>"/dev/tcp/127.0.0.1/${port[mongo]}" || return 1
    # shellcheck disable=SC2016 # $db is what the field is called
    printf '\x33\0\0\0\x01\0\0\0\0\0\0\0\xdd\x07\0\0\0\0\0\0\0\x1e\0\0\0\x10ping\0\x01\0\0\0\x02$db\0\x06\0\0\0admin\0\0' >&3
    answer=$(hex 16) || true
    if [ ${#answer} = 32 ]; then
      answer=$(hex $((16#${answer:6:2}${answer:4:2}${answer:2:2}${answer:0:2} - 16))) || true
    fi
    exec 3<&-
  } 2>/dev/null
  # ok: 1 as a double, an int or a boolean
  [[ "$answer" =~ 6f6b00(000000000000f03f|01) ]]
}

prepare_mongo() {
  if [ "$mongo_kind" = mongod ]; then
    mongo_check "mongodb://127.0.0.1:${port[mongo]}/?directConnection=true" --initiate parley >/dev/null ||
      die "MongoDB could not be made a replica set"
  fi
}
stop_mongo() { stop_process "$(pid_file mongo)" TERM "$stop_within" KILL; }
after_mongo() { :; }
