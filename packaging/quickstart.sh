#!/usr/bin/env bash
# Shows the whole of globoHUB on this machine: builds it, starts a controller and an agent under one scratch directory,
# deploys the sample app, upgrades it under load, tries a broken version, and stays until Ctrl-C.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/screen.sh
. "$here/lib/screen.sh"
# shellcheck source=lib/groundwork.sh
. "$here/lib/groundwork.sh"

usage() {
  cat <<'TEXT'
usage: packaging/quickstart.sh [--once] [--dir DIR] [--port N]

  --once      end after the last check; not 0 unless everything was as it should be
  --dir DIR   keep everything in DIR, which must be new, empty, or of an earlier quickstart
              (default: a temporary directory that is removed at the end)
  --port N    port of the sample app (default: 8000, or another one when 8000 is taken)
TEXT
}

once=no
dir=''
port=''
while [ $# -gt 0 ]; do
  case $1 in
    --once) once=yes ;;
    --dir) dir=${2:?'--dir needs a directory'}; shift ;;
    --dir=*) dir=${1#*=} ;;
    --port) port=${2:?'--port needs a number'}; shift ;;
    --port=*) port=${1#*=} ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 64 ;;
  esac
  shift
done
case $port in *[!0-9]*) give_up "--port $port is not a number" ;; esac

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
  if [ "$status" != 0 ] && [ -d "$dir/log" ]; then
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

number_in() { # number_in JSON FIELD
  "$python" -c 'import json, sys; print(json.loads(sys.argv[1]).get(sys.argv[2], 0))' "$1" "$2"
}

serving() { ask get "http://127.0.0.1:$port/status/" | cut -d ' ' -f 2; }

comment() { ask post "http://127.0.0.1:$port/api/comment/new" "{\"email\": \"$1\", \"comment\": \"$2\", \"content_id\": 7}"; }

# --- the story ---------------------------------------------------------------------------------------------------

prepare_samples() {
  samples=$here/samples/desafio
  # gunicorn 20.0.4 imports pkg_resources, which came with the venvs of Python up to 3.11
  if python_at_least 3 12; then
    mkdir -p "$dir/samples"
    cp -R "$samples"/. "$dir/samples"
    samples=$dir/samples
    for version in 1.0 1.1 1.2; do echo 'setuptools<81' >>"$samples/$version/requirements.txt"; done
    hint "Python $python_version: 'setuptools<81' is added to the sample's requirements, gunicorn 20.0.4 needs it."
  fi
}

start_controller() {
  controller_port=$(ask port 7070)
  url=http://127.0.0.1:$controller_port
  shown "globohub serve --data $dir/controller --port $controller_port"
  hub serve --data "$dir/controller" --port "$controller_port" --checkin-seconds 2 >"$dir/log/controller.log" 2>&1 &
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
  host run --config "$dir/host/agent.yaml" >"$dir/log/agent.log" 2>&1 &
  agent_pid=$!
  wait_for 60 is_fresh || give_up 'the agent does not check in' "Its log: $dir/log/agent.log"
  must_live "$agent_pid" agent "$dir/log/agent.log"
  good 'host web-01 is enrolled and checks in'
}

is_fresh() { hub hosts list -o json | grep -q '"freshness" *: *"fresh"'; }

roll_out() { # roll_out VERSION
  seen globohub pack push "$samples/$1"
  seen globohub rollout start desafio "$1" -l role=web --bind "127.0.0.1:$port" --bake 1 --yes
}

first_version() {
  hint 'The first installation fetches seven requirements with pip.'
  roll_out 1.0 || true
  if [ "$(serving)" = 1.0 ]; then good "desafio 1.0 serves on http://127.0.0.1:$port"; else bad 'desafio 1.0 does not serve'; fi
  comment ana@example.org 'first!' >/dev/null
  comment rui@example.org 'me too' >/dev/null
  shown "GET http://127.0.0.1:$port/api/comment/list/7"
  local listed
  listed=$(ask get "http://127.0.0.1:$port/api/comment/list/7")
  say "${listed#* * }"
  case $listed in *first!*me\ too*) good 'two comments were posted and are listed' ;; *) bad 'the comments are not listed' ;; esac
  if [[ $(ask get "http://127.0.0.1:$port/api/comment/list/smoke") == 404* ]]; then
    good "the smoke tests' comments never reached the live app"
  else
    bad "the smoke tests' comments are in the live app"
  fi
}

upgrade_under_load() {
  "$python" "$here/lib/load.py" "http://127.0.0.1:$port/api/comment/new" 2 >"$dir/log/load.json" &
  load_pid=$!
  sleep 1
  roll_out 1.1 || true
  sleep 1
  stop "$load_pid"
  load_pid=''
  local counts sent failed before after
  counts=$(cat "$dir/log/load.json")
  sent=$(number_in "$counts" sent)
  failed=$(number_in "$counts" failed)
  before=$("$python" -c 'import json, sys; print(json.loads(sys.argv[1])["by_version"].get("1.0", 0))' "$counts")
  after=$("$python" -c 'import json, sys; print(json.loads(sys.argv[1])["by_version"].get("1.1", 0))' "$counts")
  say "${bold}$sent requests sent during the upgrade, $failed failed${plain} ($before answered by 1.0, $after by 1.1)"
  if [ "$failed" = 0 ] && [ "$before" -gt 0 ] && [ "$after" -gt 0 ]; then
    good 'not one request failed'
  else
    bad 'requests failed, or one of the versions answered none:'
    say "$counts"
  fi
  if [ "$(serving)" = 1.1 ]; then good 'desafio 1.1 serves'; else bad "desafio $(serving) serves instead of 1.1"; fi
}

broken_version() {
  hint 'desafio 1.2 dies while gunicorn imports it. The rollout has to fail.'
  if roll_out 1.2; then bad 'the rollout of the broken 1.2 says that it succeeded'; else good 'the rollout of 1.2 failed, as it should'; fi
  if [ "$(serving)" = 1.1 ]; then good 'desafio 1.1 kept serving'; else bad "desafio $(serving) serves instead of 1.1"; fi
  local explained
  explained=$(hub explain web-01 2>&1 || true)
  shown 'globohub explain web-01'
  # of the evidence, which is the whole traceback, the line that counts
  printf '%s\n' "$explained" | awk '
    /^Evidence/ { inside = 1; print; next }
    /^$/ { inside = 0 }
    !inside || /^[A-Za-z]*Error:/' | indented
  case $explained in
    *'DATABASE_URL is not set'*) good "the reason is there, with the app's own last words" ;;
    *) bad "the app's own last words are not in the explanation" ;;
  esac
}

what_the_fleet_says() {
  local command
  for command in 'status' 'hosts list' 'history'; do
    # shellcheck disable=SC2086
    seen globohub $command || bad "globohub $command failed"
    printf '\n'
  done
  shown "globohub-agent status --config $dir/host/agent.yaml"
  host status --config "$dir/host/agent.yaml" 2>&1 | indented || bad 'globohub-agent status failed'
}

yours_to_try() {
  cat >"$dir/env" <<TEXT
export PATH="$here/bin:\$PATH" XDG_CONFIG_HOME="$XDG_CONFIG_HOME" GLOBOHUB_AGENT_CONFIG="$dir/host/agent.yaml"
TEXT
  say "controller   $url        (API under /v1, description at /openapi.json)"
  say "app          http://127.0.0.1:$port/api/comment/list/7"
  say "everything   $dir"
  printf '\n'
  say 'In another terminal:'
  say "    . $dir/env"
  say '    globohub status'
  say "    globohub rollout start desafio 1.0 -l role=web --bind 127.0.0.1:$port"
  say '    globohub-agent rollback desafio'
}

# -----------------------------------------------------------------------------------------------------------------

printf '%sgloboHUB%s: one agent on each web server, one controller, one command line\n' "$bold" "$plain"

heading 'What this needs'
check_requirements
choose_directory
mkdir -p "$dir/log"

heading 'Build'
build "$dir/log/build.log"

heading 'A controller and one agent'
start_controller
start_agent

heading 'desafio 1.0: a first deployment'
port=${port:-$(ask port 8000)}
prepare_samples
first_version

heading 'desafio 1.1: an upgrade while requests run'
upgrade_under_load

heading 'desafio 1.2: a broken version'
broken_version

heading 'What the fleet says'
what_the_fleet_says

heading 'Yours to try'
yours_to_try
printf '\n'
if [ "$faults" = 0 ]; then
  say "${green}Everything was as it should be${plain} ($SECONDS s)."
else
  say "${red}$faults of the promises above were not kept.${plain}"
fi
if [ "$once" = yes ]; then
  [ "$faults" = 0 ]
  exit
fi
say 'Ctrl-C stops it all.'
wait "$controller_pid" || true
must_live "$controller_pid" controller "$dir/log/controller.log"
