# What scripts/backup and scripts/restore have in common: sourced after lib.sh and lib-processes.sh, never run.
# shellcheck shell=bash disable=SC2154,SC2034 # data: set by the scripts, which use what is set here

# The first member of an archive: what it is and what is in it.
manifest=parley-backup
backup_format=1

# What is kept of a data folder, each under its own name. Not in it: logs, pids, unpacked programs, whose next start makes
# them again.
embedded_parts=(secrets postgres mongo broker redis)
services_parts=(services/secrets services/ports services/postgres services/mongo services/rabbitmq services/redis cluster/secrets)

# The folder has, or a backup is of, the embedded default or the servers of scripts/services.
has_embedded() { [ -s "$1/secrets/jwt-private.pem" ]; }
has_services() { [ -s "$1/services/secrets/jwt-private.pem" ]; }

# while_stopped COMMAND…: on the embedded default's folder; refused while a Parley runs on it, and none can start meanwhile.
while_stopped() {
  # shellcheck disable=SC2046 # one word per flag is meant
  PARLEY_LOG_LEVEL=ERROR java @scripts/jvm-flags $(newer_jdk_flags) -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -cp 'embedded/target/lib/*' dev.parley.embedded.WhileStopped "$data" "$@"
}

# Ends with who it is, if a node of a cluster or one of its servers runs on the folder.
refuse_running_cluster() {
  local file
  for file in "$data"/cluster/*/pid; do
    if [ -n "$(live_pid "$file")" ]; then
      die "the node $(basename "$(dirname "$file")") runs on $data: stop the cluster first (scripts/cluster down)"
    fi
  done
  for file in "$data"/services/run/*.pid; do
    if [ -n "$(live_pid "$file")" ]; then
      die "$(basename "$file" .pid) runs on $data/services: stop the cluster and its services first (scripts/cluster down)"
    fi
  done
}

size_of() { du -h "$1" | cut -f 1; }
