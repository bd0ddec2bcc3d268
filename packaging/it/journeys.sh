# shellcheck shell=bash disable=SC2154
# What happens to hosts, journey by journey. Sourced by run, which sets: hosts, on, webs, all, debs, cuts, packaging.

address() { case $1 in ctl) echo "$HOSTS_NET.10" ;; *) echo "$HOSTS_NET.$((10 + ${1#web}))" ;; esac; }
hub() { on ctl globohub "$@"; }
from_outside() { ip netns exec gh-br "$@"; }

wait_for() { # wait_for SECONDS COMMAND...
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.3
  done
}

# --- questions ---------------------------------------------------------------------------------------------------

version_served() { # version_served HOST: what the app itself says, asked over the network
  from_outside /usr/bin/python3 "$packaging/lib/ask.py" get "http://$(address "$1"):8000/status/" | cut -d ' ' -f 2
}
version_inside() { # the same, asked on the host itself
  on "$1" /usr/bin/python3 -c 'import urllib.request
print(urllib.request.urlopen("http://127.0.0.1:8000/status/", timeout=5).headers["X-Desafio-Version"])' 2>/dev/null
}
serves() { [ "$(version_served "$1")" = "$2" ]; }
serves_inside() { [ "$(version_inside "$1")" = "$2" ]; }
freshness() { hub hosts show "$1" -o json 2>/dev/null | sed -n 's/.*"freshness" *: *"\([a-z]*\)".*/\1/p' | head -n 1; }
is() { [ "$(freshness "$1")" = "$2" ]; }
without_drift() { hub hosts show "$1" -o json 2>/dev/null | tr -d ' \n' | grep -q '"drift":\[\]'; }
master() { on "$1" pgrep -o -f 'current/.pack/venv/bin/gunicorn'; }
agent_pid() { on "$1" systemctl show -P MainPID globohub-agent; }
active() { [ "$(on "$1" systemctl is-active "$2")" = active ]; }

expect() { # expect "promise" COMMAND...
  local promise=$1
  shift
  if "$@" >/dev/null 2>&1; then good "$promise"; else bad "$promise"; evidence "$@"; fi
}

evidence() {
  [ "${VERBOSE_EVIDENCE:-yes}" = yes ] || return 0
  say "(was asked: $*)"
  hub hosts list 2>&1 | indented || true
}

# --- load --------------------------------------------------------------------------------------------------------

begin_load() { # begin_load HOST
  ip netns exec gh-br /usr/bin/python3 "$packaging/lib/load.py" "http://$(address "$1"):8000/api/comment/new" 2 >"$HOSTS_DIR/load.json" &
  load_pid=$!
  sleep 1
}
end_load() {
  sleep 1
  # ip netns exec becomes the program, so this is its pid
  kill -TERM "$load_pid" 2>/dev/null || true
  wait "$load_pid" 2>/dev/null || true
  load_pid=''
}
counted() { /usr/bin/python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$HOSTS_DIR/load.json" "$1"; }
expect_no_failures() { # expect_no_failures "during what"
  say "$(counted sent) requests sent $1, $(counted failed) failed"
  if [ "$(counted failed)" = 0 ] && [ "$(counted sent)" -gt 20 ]; then good "not one request failed $1"; else bad "requests failed $1"; fi
}

# --- preparation -------------------------------------------------------------------------------------------------

give() { # give HOST FILE: into /root
  on "$1" sh -c "cat > '/root/$(basename "$2")'" <"$2"
}

install_package() { # install_package HOST FILE
  give "$1" "$2"
  on "$1" dpkg -i "/root/$(basename "$2")" >"$HOSTS_DIR/$1/dpkg.log" 2>&1 || { indented <"$HOSTS_DIR/$1/dpkg.log"; return 1; }
}

# A pack with its wheels in it, so that no host needs an index.
make_pack() { # make_pack VERSION FILE: desafio 1.1 under another version
  local source=$HOSTS_DIR/source-$1
  cp -r "$packaging/samples/desafio/1.1" "$source"
  sed -i "s/1\.1/$1/g" "$source/pack.yaml" "$source/app.py"
  cp -r "$HOSTS_DIR/wheels" "$source/wheels" 2>/dev/null || true
  (cd "$source" && "$packaging/bin/globohub" pack build . --out "$2") >/dev/null 2>&1
  rm -rf "$source"
}

prepare() {
  local name token
  hosts net
  for name in "${all[@]}"; do hosts up "$name" "$(address "$name" | cut -d . -f 4)"; done
  good "four hosts run systemd"
  install_package ctl "$(ls "$debs"/globohub-controller_*.deb)"
  on ctl sed -i 's/^GLOBOHUB_SERVE_OPTIONS=.*/GLOBOHUB_SERVE_OPTIONS=--host 0.0.0.0 --allow-plain-http/' /etc/globohub/controller.env
  on ctl systemctl restart globohub-controller
  wait_for 60 on ctl test -s /var/lib/globohub-controller/admin-token
  expect 'the controller is an active service' active ctl globohub-controller
  hub login "http://$(address ctl):7070" --token-file /var/lib/globohub-controller/admin-token >/dev/null 2>&1
  for name in "${webs[@]}"; do
    install_package "$name" "$(ls "$debs"/globohub-agent_*.deb)"
    expect "$name: the agent waits for its enrolment" test "$(on "$name" systemctl is-active globohub-agent)" = inactive
    token=$(hub enroll-token 2>/dev/null)
    printf '%s\n' "$token" | on "$name" sh -c 'umask 077; cat > /root/token'
    on "$name" globohub-agent enroll --controller "http://$(address ctl):7070" --name "$name" --label "name=$name" \
      --label role=web --token-file /root/token >"$HOSTS_DIR/$name/enroll.log" 2>&1 || indented <"$HOSTS_DIR/$name/enroll.log"
    on "$name" rm -f /root/token
  done
  for name in "${webs[@]}"; do
    expect "$name is enrolled and fresh" wait_for 60 is "$name" fresh
    expect "$name: the agent is an active service" active "$name" globohub-agent
  done
  for name in "${webs[@]}"; do
    say "$name: $(on "$name" systemd-analyze security globohub-agent 2>/dev/null | tail -n 1)"
    break
  done
  say "ctl: $(on ctl systemd-analyze security globohub-controller 2>/dev/null | tail -n 1)"
  hint 'packs with their wheels'
  for name in 1.0 1.1; do
    "$packaging/bin/globohub" pack build "$packaging/samples/desafio/$name" --wheels --out "$HOSTS_DIR/desafio-$name.zip" >"$HOSTS_DIR/wheels.log" 2>&1 \
      || { indented <"$HOSTS_DIR/wheels.log"; give_up 'no pack with wheels can be built' 'It needs a package index once.'; }
    give ctl "$HOSTS_DIR/desafio-$name.zip"
    hub pack push "/root/desafio-$name.zip" >/dev/null 2>&1 || bad "desafio $name cannot be pushed"
  done
  roll_out 1.0 --batch 2 || bad "the rollout of 1.0 failed: $(tail -n 3 "$HOSTS_DIR/rollout.log")"
  for name in "${webs[@]}"; do expect "$name serves desafio 1.0" wait_for 20 serves "$name" 1.0; done
}

roll_out() { # roll_out VERSION OPTION...
  local version=$1 status=0
  shift
  hub rollout start desafio "$version" -l role=web --port 8000 --bake 1 --yes "$@" >"$HOSTS_DIR/rollout.log" 2>&1 || status=$?
  return $status
}

# --- journeys ----------------------------------------------------------------------------------------------------

journey_batches() {
  heading '1.1 in batches, under load'
  begin_load web1
  roll_out 1.1 --batch 1 || bad "the rollout of 1.1 failed: $(tail -n 3 "$HOSTS_DIR/rollout.log")"
  end_load
  for name in "${webs[@]}"; do expect "$name serves desafio 1.1" wait_for 10 serves "$name" 1.1; done
  expect_no_failures 'during the rollout'
}

journey_reboot() {
  heading 'A host reboots while the controller is away'
  local version
  version=$(version_served web1)
  on ctl systemctl stop globohub-controller
  hosts reboot web1
  expect "web1 serves $version again, and no controller answered" wait_for 60 serves web1 "$version"
  on ctl systemctl start globohub-controller
  expect 'web1 is fresh again' wait_for 90 is web1 fresh
}

journey_upgrade() {
  heading 'The agent package is upgraded under load'
  local package before master_before newer=$HOSTS_DIR/newer.deb
  package=$(ls "$debs"/globohub-agent_*.deb)
  dpkg-deb -R "$package" "$HOSTS_DIR/newer"
  sed -i 's/^Version: .*/&+it1/' "$HOSTS_DIR/newer/DEBIAN/control"
  dpkg-deb --root-owner-group -Zgzip -z1 -b "$HOSTS_DIR/newer" "$newer" >/dev/null
  rm -rf "$HOSTS_DIR/newer"
  before=$(agent_pid web1)
  master_before=$(master web1)
  on web1 sh -c 'echo "# a change of the administrator" >> /etc/globohub/agent.yaml'
  begin_load web1
  install_package web1 "$newer"
  expect 'the upgraded agent is active' active web1 globohub-agent
  expect 'web1 is fresh' wait_for 60 is web1 fresh
  end_load
  expect_no_failures 'during the upgrade of the agent'
  expect 'the agent is another process' test "$(agent_pid web1)" != "$before"
  expect 'gunicorn is the same process' test "$(master web1)" = "$master_before"
  expect 'the configuration was kept' on web1 grep -q 'a change of the administrator' /etc/globohub/agent.yaml
  expect 'the new agent looks after the old gunicorn' wait_for 30 without_drift web1
}

journey_powercut() {
  heading "A host loses its power during an installation, $cuts times"
  local round version old now whole=0
  for round in $(seq "$cuts"); do
    version=3.$round
    old=$(version_inside web2)
    make_pack_from_wheels "$version"
    # the version is assigned to web2 alone, and stays so whatever happens to it
    hub rollout start desafio "$version" -l "name=web2" --port 8000 --bake 0 --on-failure pause --yes --detach \
      >"$HOSTS_DIR/rollout.log" 2>&1 || { bad "round $round: no rollout: $(tail -n 2 "$HOSTS_DIR/rollout.log")"; return; }
    sleep "$(awk -v r=$RANDOM 'BEGIN { printf "%.2f", r / 32768 * 6 }')"
    hosts kill web2
    hosts boot web2
    wait_for 60 version_inside web2 || true
    now=$(version_inside web2)
    if [ "$now" != "$old" ] && [ "$now" != "$version" ]; then
      bad "round $round: after the cut '$now' serves, neither $old nor $version"
    elif wait_for 120 serves_inside web2 "$version"; then
      whole=$((whole + 1))
    else
      bad "round $round: web2 came back with $now and does not go on to $version"
    fi
    finish_rollouts
  done
  expect "web2 came back whole $whole of $cuts times" test "$whole" = "$cuts"
  expect 'web2 has no drift' wait_for 60 without_drift web2
  expect 'nothing half-done is left' test -z "$(on web2 sh -c 'ls -A /opt/globoHUB/.staging')"
}

finish_rollouts() {
  local id
  for id in $(hub rollout list -o name 2>/dev/null | head -n 3); do hub rollout abort "$id" --yes >/dev/null 2>&1 || true; done
}

make_pack_from_wheels() { # make_pack_from_wheels VERSION: pushed to the controller; an environment of its own each time
  local work=$HOSTS_DIR/pack-$1
  rm -rf "$work"
  mkdir -p "$work"
  /usr/bin/python3 - "$HOSTS_DIR/desafio-1.1.zip" "$work" "$1" <<'PY'
import pathlib, re, sys, zipfile
source, work, version = sys.argv[1:]
with zipfile.ZipFile(source) as pack:
    pack.extractall(work)
for name in ("pack.yaml", "app.py"):
    file = pathlib.Path(work, name)
    if file.exists():
        file.write_text(file.read_text().replace("1.1", version))
# the same wheels under another name of the environment: a requirement more that is there already
requirements = pathlib.Path(work, "requirements.txt")
requirements.write_text(requirements.read_text().rstrip("\n") + "\nclick>=7.%s\n" % (int(version.split(".")[1]) % 2 and "0" or "0.%s" % version.split(".")[1]))
PY
  "$packaging/bin/globohub" pack build "$work" --out "$HOSTS_DIR/next.zip" >"$HOSTS_DIR/build.log" 2>&1 || indented <"$HOSTS_DIR/build.log"
  rm -rf "$work"
  give ctl "$HOSTS_DIR/next.zip"
  hub pack push /root/next.zip >"$HOSTS_DIR/push.log" 2>&1 || indented <"$HOSTS_DIR/push.log"
}

journey_cable() {
  heading 'The cable of a host is pulled'
  local version began
  version=$(version_served web3)
  hosts cut web3
  began=$SECONDS
  expect 'web3 is shown as lost within 30 s (and a look a second)' wait_for 32 is web3 lost
  say "after $((SECONDS - began)) s"
  expect "the app on web3 serves $version meanwhile" serves_inside web3 "$version"
  roll_out 1.0 --batch 3 --timeout 60s || true
  expect 'web1 went to 1.0 without it' wait_for 30 serves web1 1.0
  expect "web3 still serves $version" serves_inside web3 "$version"
  hosts heal web3
  expect 'web3 is fresh again' wait_for 90 is web3 fresh
  expect 'web3 converges to 1.0 by itself' wait_for 60 serves web3 1.0
}

journey_controller() {
  heading 'The controller is killed'
  local pid
  pid=$(on ctl systemctl show -P MainPID globohub-controller)
  on ctl kill -KILL "$pid"
  expect 'systemd starts it again' wait_for 60 active ctl globohub-controller
  for name in "${webs[@]}"; do expect "$name is fresh again" wait_for 60 is "$name" fresh; done
}

journey_disk() {
  heading 'A disk fills up'
  local version
  version=$(version_served web3)
  on web3 systemctl stop globohub-agent
  # a disk of its own for the state and one for the apps would be two: the apps' is the one that fills
  on web3 sh -c 'mkdir /mnt/small && mount -t tmpfs -o size=300m,mode=755 tmpfs /mnt/small && cp -a /opt/globoHUB/. /mnt/small/ && chown globohub: /mnt/small && mount --bind /mnt/small /opt/globoHUB'
  on web3 systemctl start globohub-agent
  wait_for 60 is web3 fresh || true
  on web3 sh -c 'dd if=/dev/zero of=/opt/globoHUB/filler bs=1M 2>/dev/null; chown globohub: /opt/globoHUB/filler' || true
  make_pack_from_wheels 4.1
  if hub rollout start desafio 4.1 -l name=web3 --port 8000 --bake 1 --yes --timeout 90s >"$HOSTS_DIR/rollout.log" 2>&1; then
    bad 'the rollout to a full disk says that it succeeded'
  else
    good 'the rollout to a full disk fails'
  fi
  expect 'the reason is disk_full' sh -c "$here/hosts x ctl globohub explain web3 | grep -q disk_full"
  expect "web3 serves $version as before" serves web3 "$version"
  on web3 rm -f /opt/globoHUB/filler
  hub rollout start desafio 4.1 -l name=web3 --port 8000 --bake 1 --retry --yes --timeout 120s >"$HOSTS_DIR/rollout.log" 2>&1 || true
  expect 'with room again, 4.1 serves' wait_for 60 serves web3 4.1
}

journey_everything() {
  heading 'Everything restarts at once'
  local name before=()
  for name in "${webs[@]}"; do before+=("$(version_served "$name")"); done
  for name in "${all[@]}"; do hosts kill "$name"; done
  for name in "${all[@]}"; do hosts boot "$name"; done
  for name in "${webs[@]}"; do
    expect "$name serves ${before[0]} again" wait_for 60 serves "$name" "${before[0]}"
    before=("${before[@]:1}")
    expect "$name is fresh" wait_for 90 is "$name" fresh
  done
}

journey_removal() {
  heading 'Removed and purged'
  local version
  version=$(version_served web2)
  on web2 dpkg -r globohub-agent >/dev/null 2>&1 || bad 'dpkg -r failed'
  expect 'the agent has ended' test "$(on web2 systemctl is-active globohub-agent)" != active
  expect "the app serves $version on without the agent" serves web2 "$version"
  on web2 dpkg -P globohub-agent >"$HOSTS_DIR/purge.log" 2>&1 || bad 'dpkg -P failed'
  expect 'purge took state and logs' on web2 sh -c '! [ -e /var/lib/globohub-agent ] && ! [ -e /var/log/globohub ] && ! [ -e /etc/globohub ]'
  expect 'purge left the applications' on web2 test -d /opt/globoHUB/desafio/current
  expect 'and said so' grep -q 'is kept' "$HOSTS_DIR/purge.log"
  on web2 pkill -f /.pack/venv/bin/gunicorn || true
  install_package web2 "$(ls "$debs"/globohub-agent_*.deb)"
  on web2 env GLOBOHUB_PURGE_APPS=yes dpkg -P globohub-agent >/dev/null 2>&1 || bad 'dpkg -P failed'
  expect 'told so, purge takes the applications too' on web2 sh -c '! [ -e /opt/globoHUB ]'
  on ctl dpkg -P globohub-controller >/dev/null 2>&1 || bad 'dpkg -P of the controller failed'
  expect 'purge of the controller leaves nothing' on ctl sh -c '! [ -e /var/lib/globohub-controller ] && ! [ -e /etc/globohub ] && ! [ -e /usr/lib/globohub-controller ]'
}

# --- measured, when asked for with --only footprint ----------------------------------------------------------------

journey_footprint() {
  heading 'What the packaged agent costs at rest, with one app'
  printf '| how | RSS MB | of it private MB | %% of one core | ready after s |\n|---|---|---|---|---|\n' >"$HOSTS_DIR/footprint.md"
  measure 'as packaged' ''
  measure 'without the class-data archive' 'Environment=GLOBOHUB_AGENT_JAVA_OPTS=-Xshare:off'
  measure 'with eight arenas of malloc' 'Environment=MALLOC_ARENA_MAX=8'
  measure 'with a heap of 24 MB at most' 'Environment="GLOBOHUB_AGENT_JAVA_OPTS=-Xmx24m -Xms4m"'
  indented <"$HOSTS_DIR/footprint.md"
}

measure() { # measure NAME DROP-IN
  local pid before after began ready
  printf '[Service]\n%s\n' "$2" | on web1 sh -c 'mkdir -p /run/systemd/system/globohub-agent.service.d
    cat > /run/systemd/system/globohub-agent.service.d/measure.conf
    systemctl daemon-reload; systemctl stop globohub-agent'
  began=$(date +%s.%N)
  on web1 systemctl start globohub-agent
  ready=$(awk -v a="$began" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }')
  sleep 25
  pid=$(agent_pid web1)
  before=$(on web1 awk '{ print $14 + $15 }' "/proc/$pid/stat")
  sleep 60
  after=$(on web1 awk '{ print $14 + $15 }' "/proc/$pid/stat")
  on web1 awk -v name="$1" -v ticks=$((after - before)) -v ready="$ready" '
    /^VmRSS/ { rss = $2 } /^RssAnon/ { anon = $2 }
    END { printf "| %s | %.1f | %.1f | %.2f | %s |\n", name, rss / 1024, anon / 1024, ticks / 60, ready }' \
    "/proc/$pid/status" >>"$HOSTS_DIR/footprint.md"
}
