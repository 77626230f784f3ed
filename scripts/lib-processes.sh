# Processes that outlive the script that starts them: sourced after lib.sh, never run.
# shellcheck shell=bash

# background LOG COMMAND…: runs COMMAND in a session of its own, so that neither the end of this shell nor what is typed
# here ends it. Its pid is in BACKGROUND_PID.
background() {
  local log=$1
  shift
  if command -v setsid >/dev/null; then
    setsid "$@" </dev/null >>"$log" 2>&1 &
  else
    nohup "$@" </dev/null >>"$log" 2>&1 &
  fi
  # shellcheck disable=SC2034 # for the caller
  BACKGROUND_PID=$!
  disown # else the shell remarks on one that is killed
}

# start_time PID: a text that a later process with the same pid does not have; nothing when there is none or it has ended.
start_time() {
  local fields
  if [ -d /proc/self ]; then
    # The name, in brackets, may itself have blanks: what counts comes after it. 1 is the state, 20 the start in ticks.
    fields=$(sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null) || return 0
    case "$fields" in
      Z* | X* | "") ;;
      *) cut -d ' ' -f 20 <<<"$fields" ;;
    esac
  else
    LC_ALL=C ps -o lstart= -p "$1" 2>/dev/null || true
  fi
}

# record_pid FILE PID
record_pid() { printf '%s %s\n' "$2" "$(start_time "$2")" >"$1"; }

# live_pid FILE: the pid on record, if that very process is alive.
live_pid() {
  local pid started
  [ -f "$1" ] || return 0
  read -r pid started <"$1" || return 0
  if [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ]; then
    say "$pid"
  fi
}

# wait_for SECONDS COMMAND…: until COMMAND succeeds; fails when the time is over.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    if [ "$SECONDS" -ge "$end" ]; then
      return 1
    fi
    sleep 0.2
  done
}

has_ended() { [ -z "$(live_pid "$1")" ]; }

# stop_process FILE SIGNAL SECONDS LAST_SIGNAL: ends the process on record and waits. LAST_SIGNAL is for one that has not
# ended in time: it is told then, and the function returns 1. The record is gone afterwards.
stop_process() {
  local pid late=0
  pid=$(live_pid "$1")
  if [ -n "$pid" ]; then
    kill "-$2" "$pid" 2>/dev/null || true
    if ! wait_for "$3" has_ended "$1"; then
      late=1
      kill "-$4" "$pid" 2>/dev/null || true
      wait_for 10 has_ended "$1" || die "process $pid does not end"
    fi
  fi
  rm -f "$1"
  return "$late"
}

# port_taken HOST PORT: somebody listens there.
port_taken() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

# is_number TEXT MIN MAX
is_number() { [[ "$1" =~ ^[0-9]{1,9}$ ]] && [ "$1" -ge "$2" ] && [ "$1" -le "$3" ]; }
