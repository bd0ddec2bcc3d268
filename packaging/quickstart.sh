#!/usr/bin/env bash
# Shows the whole of globoHUB on this machine: builds it, starts a controller and an agent under one scratch directory,
# deploys the sample app, upgrades it under load, tries a broken version, and stays until Ctrl-C.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/screen.sh
. "$here/lib/screen.sh"
# shellcheck source=lib/groundwork.sh
. "$here/lib/groundwork.sh"
# shellcheck source=lib/fleet.sh
. "$here/lib/fleet.sh"

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

number_in() { # number_in JSON FIELD
  "$python" -c 'import json, sys; print(json.loads(sys.argv[1]).get(sys.argv[2], 0))' "$1" "$2"
}

serving() { ask get "http://127.0.0.1:$port/status/" | cut -d ' ' -f 2; }

comment() { ask post "http://127.0.0.1:$port/api/comment/new" "{\"email\": \"$1\", \"comment\": \"$2\", \"content_id\": 7}"; }

# --- the story ---------------------------------------------------------------------------------------------------

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
samples=$here/samples/desafio
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
# from here on that is how it is meant to end
trap '[ "$faults" = 0 ]; exit' INT
wait "$controller_pid" || true
must_live "$controller_pid" controller "$dir/log/controller.log"
