# shellcheck shell=bash
# A controller and one agent as ordinary processes under one scratch directory, and nothing left of them at the end.
# Sourced after screen.sh and groundwork.sh by scripts that set: here (packaging/), dir, python.

# --- the scratch directory, and leaving nothing behind -----------------------------------------------------------

keep_dir=no
controller_pid=''
agent_pid=''
load_pid=''

choose_directory() {
  if [ -z "$dir" ]; then
    dir=$(mktemp -d "${TMPDIR:-/tmp}/globohub.XXXXXX")
  else
    keep_dir=yes
    mkdir -p "$dir"
    if [ -e "$dir/.globohub-quickstart" ]; then
      chmod -R u+w "$dir" && rm -rf "${dir:?}"/* "$dir/.globohub-quickstart"
    elif [ -n "$(ls -A "$dir")" ]; then
      give_up "$dir is not empty, and no earlier quickstart made it" 'Choose a new directory.'
    fi
  fi
  dir=$(cd "$dir" && pwd -P)
  touch "$dir/.globohub-quickstart"
}

stop() { # stop PID: politely, and waits
  [ -n "$1" ] && kill -TERM "$1" 2>/dev/null || return 0
  wait "$1" 2>/dev/null || true
}

leave() {
  local status=$? left=''
  trap - EXIT
  # nothing may end this early, not even nobody listening any more ("quickstart.sh | head")
  trap '' INT TERM HUP PIPE
  set +e
  now_done
  if [ -n "$agent_pid$controller_pid" ]; then
    printf '\n'
    say 'stopping the app, the agent and the controller'
  fi
  stop "$load_pid"
  stop "$agent_pid"
  if [ -n "$python" ] && [ -n "$dir" ]; then left=$("$python" "$here/lib/under.py" end "$dir" || true); fi
  controller_pid='' agent_pid=''
  if [ -n "$left" ]; then
    bad 'these processes could not be ended:'
    printf '%s\n' "$left" | indented
    status=1
  fi
  if [ "$status" != 0 ] && [ "$status" != 130 ] && [ -d "$dir/log" ]; then
    say "logs: $dir/log and $dir/host/log"
  elif [ "$keep_dir" = no ] && [ -n "$dir" ]; then
    chmod -R u+w "$dir" && rm -rf "$dir"
  fi
  exit "$status"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
trap 'exit 141' PIPE

# --- small tools -------------------------------------------------------------------------------------------------

hub() { "$here/bin/globohub" "$@"; }
host() { "$here/bin/globohub-agent" "$@"; }
ask() { "$python" "$here/lib/ask.py" "$@"; }

# Runs a command of ours where people can see it.
seen() { # seen globohub ARGUMENT...
  shown "$*"
  shift
  hub "$@" 2>&1 | indented
}

wait_for() { # wait_for SECONDS COMMAND...: until it succeeds
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.2
  done
}

answers() { [[ $(ask get "$1") != 000* ]]; }

alive() { kill -0 "$1" 2>/dev/null; }

must_live() { # must_live PID NAME LOG
  alive "$1" && return
  tail -n 20 "$3" | indented
  give_up "the $2 ended" "Its log: $3"
}

start_controller() {
  controller_port=$(ask port 7070)
  url=http://127.0.0.1:$controller_port
  shown "globohub serve --data $dir/controller --port $controller_port"
  "$here/bin/globohub" serve --data "$dir/controller" --port "$controller_port" --checkin-seconds 2 >"$dir/log/controller.log" 2>&1 &
  controller_pid=$!
  wait_for 60 answers "$url/healthz" || true
  must_live "$controller_pid" controller "$dir/log/controller.log"
  export XDG_CONFIG_HOME=$dir/config
  hub login "$url" --token-file "$dir/controller/admin-token" >"$dir/log/login.log" 2>&1 \
    || { indented <"$dir/log/login.log"; give_up 'the controller does not let us in'; }
  good "the controller answers on $url"
}

start_agent() {
  mkdir -p "$dir/host"
  cat >"$dir/host/agent.yaml" <<YAML
controllers: ["$url"]
root: $dir/host
python: $python
labels: {role: web}
checkin_seconds: 2
YAML
  hub enroll-token >"$dir/log/enroll-token" 2>"$dir/log/enroll.log"
  shown "globohub-agent enroll --config $dir/host/agent.yaml --name web-01"
  host enroll --config "$dir/host/agent.yaml" --name web-01 --token-file "$dir/log/enroll-token" 2>&1 | indented
  rm -f "$dir/log/enroll-token"
  "$here/bin/globohub-agent" run --config "$dir/host/agent.yaml" >"$dir/log/agent.log" 2>&1 &
  agent_pid=$!
  wait_for 60 is_fresh || give_up 'the agent does not check in' "Its log: $dir/log/agent.log"
  must_live "$agent_pid" agent "$dir/log/agent.log"
  good 'host web-01 is enrolled and checks in'
}

is_fresh() { hub hosts list -o json | grep -q '"freshness" *: *"fresh"'; }
