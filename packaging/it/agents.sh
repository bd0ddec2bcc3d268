# shellcheck shell=bash disable=SC2154
# Upgrades of the agents themselves, as rollouts. Sourced by run; see journeys.sh for what it may use.

agent_version() { hub hosts show "$1" -o json 2>/dev/null | sed -n 's/.*"agent_version" *: *"\([^"]*\)".*/\1/p' | head -n 1; }
is_agent() { [ "$(agent_version "$1")" = "$2" ]; }
package_version() { on "$1" dpkg-query -W -f '${db:Status-Abbrev}${Version}' globohub-agent; }
is_installed() { [ "$(package_version "$1")" = "ii $2" ]; }

# A package under another version, as a signed pack on the controller.
push_agent() { # push_agent VERSION KEY [exits|silent]
  local file
  file=$("$packaging/it/other-agent" "$(ls "$debs"/globohub-agent_*.deb)" "$1" "$HOSTS_DIR" ${3:+"$3"})
  give ctl "$file"
  on ctl sh -c "cd /root && globohub agents pack --sign $2 -o agent-$1.zip $(basename "$file") && globohub pack push agent-$1.zip" \
    >"$HOSTS_DIR/push.log" 2>&1 || { bad "the agent $1 cannot be pushed"; indented <"$HOSTS_DIR/push.log"; }
  rm -f "$file"
  on ctl rm -f "/root/$(basename "$file")"
}

upgrade_agents() { # upgrade_agents VERSION OPTION...
  local version=$1 status=0
  shift
  hub agents upgrade "$version" --bake 1 --yes "$@" >"$HOSTS_DIR/agents.log" 2>&1 || status=$?
  return $status
}
said() { grep -q "$1" "$HOSTS_DIR/agents.log"; }

trust_agent_key() { # trust_agent_key: makes the keys, and lets the hosts trust the first
  local name key
  on ctl sh -c 'rm -f /root/agent.key /root/other.key; globohub pack keygen /root/agent.key' >"$HOSTS_DIR/agent.pub" 2>/dev/null
  on ctl globohub pack keygen /root/other.key >/dev/null 2>&1
  key=$(head -n 1 "$HOSTS_DIR/agent.pub")
  for name in "${webs[@]}"; do
    printf '\ntrusted_agent_keys: ["%s"]\n' "$key" | on "$name" sh -c 'cat >> /etc/globohub/agent.yaml
      mkdir -p /etc/systemd/system/globohub-agent-upgrade.service.d
      printf "[Service]\nEnvironment=GLOBOHUB_UPGRADE_SECONDS=45\n" > /etc/systemd/system/globohub-agent-upgrade.service.d/it.conf
      systemctl daemon-reload; systemctl restart globohub-agent'
  done
  for name in "${webs[@]}"; do wait_for 60 is "$name" fresh || bad "$name does not come back with a key to trust"; done
}

# Each journey stands on its own: what it needs of the one before it makes itself.
prepare_agents() {
  local name
  if ! on ctl test -f /root/other.key; then trust_agent_key; fi
  if ! is_installed web1 0.1.1; then
    push_agent 0.1.1 agent.key
    upgrade_agents 0.1.1 --hosts web1 || bad 'web1 cannot be brought to agent 0.1.1'
  fi
  for name in "${webs[@]}"; do wait_for 90 is "$name" fresh || bad "$name is not fresh"; done
}

journey_agents() {
  heading 'The agents are upgraded in waves, under load'
  local name masters=()
  trust_agent_key
  push_agent 0.1.1 agent.key
  for name in "${webs[@]}"; do masters+=("$(master "$name")"); done
  begin_load web1
  upgrade_agents 0.1.1 -l role=web --batch 1 || { bad 'the upgrade of the agents failed'; tail -n 20 "$HOSTS_DIR/agents.log" | indented; }
  end_load
  expect_no_failures 'during the upgrade of the agents'
  for name in "${webs[@]}"; do
    expect "$name runs agent 0.1.1" wait_for 30 is_agent "$name" 0.1.1
    expect "$name: gunicorn is the same process" test "$(master "$name")" = "${masters[0]}"
    masters=("${masters[@]:1}")
    expect "$name has no drift" wait_for 30 without_drift "$name"
  done
}

journey_broken_agents() {
  heading 'Agents that do not work come back by themselves'
  local version fault number=1 other
  prepare_agents
  version=$(version_served web1)
  other=$(agent_version web3)
  begin_load web1
  for fault in exits silent; do
    number=$((number + 1))
    push_agent "0.1.$number" agent.key "$fault"
    if upgrade_agents "0.1.$number" --hosts web1,web3 --batch 1; then
      bad "an agent was rolled out that is broken: $fault"
    else
      good "the rollout of an agent fails that is broken: $fault"
    fi
    expect 'the reason is upgrade_failed' said upgrade_failed
    expect 'web1 is back at 0.1.1' wait_for 60 is_installed web1 0.1.1
    expect 'and fresh' wait_for 60 is web1 fresh
    expect 'web3 never saw it' is_agent web3 "$other"
  done
  end_load
  expect_no_failures 'while two broken agents came and went'
  expect "web1 serves $version" serves web1 "$version"
}

journey_strange_agents() {
  heading 'Packages that nobody trusted has signed are refused'
  prepare_agents
  push_agent 0.1.4 other.key
  if upgrade_agents 0.1.4 --hosts web1; then bad 'an agent of another key was installed'; else good 'the rollout fails'; fi
  expect 'the reason is signature_invalid' said signature_invalid
  # the agent's user takes the agent's part: root looks for itself
  on web1 runuser -u globohub -- sh -c 'cat > /var/lib/globohub-upgrade/inbox/order.json' <<'JSON'
{"id":"u-forged","manifest":{"app":"globohub-agent","version":"0.1.9","pack":{"sha256":"0000000000000000000000000000000000000000000000000000000000000000","size_bytes":1,"unpacked_bytes":1,"entries":1}}}
JSON
  expect 'root refuses what an agent without scruples orders' wait_for 60 on web1 grep -q '^outcome: refused' /var/lib/globohub-upgrade/word
  expect 'web1 is at 0.1.1 still' is_installed web1 0.1.1
}

journey_agents_powercut() {
  local rounds=$(((cuts + 3) / 4)) round version served whole=0
  heading "A host loses its power while its agent is upgraded, $rounds times"
  prepare_agents
  served=$(version_served web2)
  for round in $(seq "$rounds"); do
    version=0.2.$round
    push_agent "$version" agent.key
    hub agents upgrade "$version" --hosts web2 --bake 0 --on-failure stop --yes --detach >"$HOSTS_DIR/agents.log" 2>&1 \
      || { bad "round $round: no rollout"; tail -n 3 "$HOSTS_DIR/agents.log" | indented; return; }
    wait_for 60 on web2 test -e /var/lib/globohub-upgrade/keep/phase
    sleep "$(awk -v r=$RANDOM 'BEGIN { printf "%.2f", r / 32768 * 12 }')"
    hosts kill web2
    hosts boot web2
    if wait_for 180 is_installed web2 "$version" && wait_for 120 is_agent web2 "$version" && wait_for 60 is web2 fresh; then
      whole=$((whole + 1))
    else
      bad "round $round: web2 is agent $(agent_version web2), its package $(package_version web2)"
      on web2 cat /var/lib/globohub-upgrade/word | indented
    fi
    finish_rollouts
  done
  expect "web2 came back whole $whole of $rounds times" test "$whole" = "$rounds"
  expect "its app serves $served" wait_for 60 serves web2 "$served"
  # the hosts were made without manuals
  expect 'the files of the package are those of the package' on web2 sh -c '! dpkg --verify globohub-agent | grep -vE "agent.yaml|/usr/share/(doc|man)"'
}
