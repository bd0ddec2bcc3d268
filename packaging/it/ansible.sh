# shellcheck shell=bash disable=SC2154
# The way people use who have Ansible: the real ansible-playbook over real ssh, on a host that has never seen us. Sourced by
# run; see journeys.sh for what it may use.

# What only this journey needs of the machine; says what is missing.
ansible_is_here() {
  local tool
  for tool in ansible-playbook ansible-inventory ssh ssh-keygen; do
    command -v "$tool" >/dev/null && continue
    say "skipped: there is no $tool (apt-get install ansible openssh-client)"
    return 1
  done
}

# Lets somebody in on HOST who is no root and may become it, as on most servers.
open_ssh() { # open_ssh HOST
  ssh-keygen -q -t ed25519 -N '' -C globohub-it -f "$HOSTS_DIR/ssh-key"
  on "$1" sh -c 'useradd --create-home --shell /bin/bash deploy
    printf "deploy ALL=(ALL) NOPASSWD: ALL\n" > /etc/sudoers.d/deploy
    install -d -m 700 -o deploy -g deploy /home/deploy/.ssh
    cat > /home/deploy/.ssh/authorized_keys
    chown deploy: /home/deploy/.ssh/authorized_keys
    ssh-keygen -q -A
    systemctl start ssh' <"$HOSTS_DIR/ssh-key.pub"
}

# Every variable that Ansible gets is here: nothing of this machine's own settings, and the token in the environment alone.
as_ansible() { # as_ansible TOKEN COMMAND...: from the network's own side of the hosts
  local token=$1
  shift
  from_outside env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$HOSTS_DIR/ansible-home" LC_ALL=C.UTF-8 ANSIBLE_NOCOLOR=1 \
    ANSIBLE_CONFIG="$packaging/ansible/ansible.cfg" GLOBOHUB_URL="http://$(address ctl):7070" GLOBOHUB_TOKEN="$token" "$@"
}
play() { # play TOKEN PLAYBOOK OPTION...: what it says is in played.log
  local token=$1 book=$2 status=0 began=$SECONDS
  shift 2
  as_ansible "$token" ansible-playbook "$packaging/ansible/$book" "$@" >"$HOSTS_DIR/played.log" 2>&1 || status=$?
  cat "$HOSTS_DIR/played.log" >>"$HOSTS_DIR/all-played.log"
  hint "$book ran $((SECONDS - began)) s"
  return $status
}
must_play() { # must_play "what" TOKEN PLAYBOOK OPTION...
  local what=$1
  shift
  if play "$@"; then good "$what"; else bad "$what"; tail -n 40 "$HOSTS_DIR/played.log" | indented; fi
}
told() { grep -q -- "$1" "$HOSTS_DIR/played.log"; }
changed_nothing() { told ' changed=0 ' && ! grep -qE ' changed=[1-9]' "$HOSTS_DIR/played.log"; }

install_agents() { # install_agents "what" OPTION...
  local what=$1
  shift
  must_play "$what" "$admin" agents.yml -i "$HOSTS_DIR/servers.ini" "$@"
}
deploy_to() { # deploy_to HOSTS VERSION OPTION...
  local to=$1 version=$2
  shift 2
  play "$operator" deploy.yml -e "host_to_deploy=$to" -e app=desafio -e "version=$version" -e web_port=8000 -e bake_seconds=1 \
    -e globohub_rollout_poll_seconds=1 "$@"
}

journey_ansible() {
  heading 'A host that has never seen us, by Ansible alone'
  local admin operator viewer
  ansible_is_here || return 0
  mkdir -p "$HOSTS_DIR/ansible-home"
  hosts up web4 "$(address web4 | cut -d . -f 4)"
  open_ssh web4
  servers >"$HOSTS_DIR/servers.ini"
  admin=$(on ctl cat /var/lib/globohub-controller/admin-token)
  operator=$(hub token create awx --role operator --app desafio -o json 2>/dev/null | secret)
  viewer=$(hub token create inventory --role viewer -o json 2>/dev/null | secret)

  ansible_installs
  ansible_lists
  ansible_deploys
  ansible_fails
  ansible_upgrades
  expect 'no token was shown in all of this' test -z "$(grep -F -e "$admin" -e "$operator" -e "$viewer" "$HOSTS_DIR/all-played.log")"

  hub hosts retire web4 --yes >/dev/null 2>&1 || bad 'web4 cannot be retired'
  hosts down web4
}

secret() { /usr/bin/python3 -c 'import json, sys; print(json.load(sys.stdin)["secret"])'; }

# What people have: their own inventory, with how to reach the servers.
servers() {
  printf '[servers]\nweb4 ansible_host=%s\n\n[servers:vars]\nansible_user=deploy\nansible_python_interpreter=/usr/bin/python3\n' "$(address web4)"
  printf 'ansible_ssh_private_key_file=%s\n' "$HOSTS_DIR/ssh-key"
  printf 'ansible_ssh_common_args="-o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=%s"\n' "$HOSTS_DIR/known-hosts"
}

ansible_installs() {
  local agent package
  package=$(ls "$debs"/globohub-agent_*.deb)
  local words=(-e "globohub_agent_package=$package" -e '{"globohub_agent_labels": {"role": "shop", "zone": "a"}}')
  install_agents 'agents.yml --check passes on a host without anything of ours' "${words[@]}" --check
  expect 'and has changed nothing' on web4 sh -c '! [ -e /etc/globohub ] && ! [ -e /usr/bin/globohub-agent ]'
  install_agents 'agents.yml installs the agent and enrols it' "${words[@]}"
  expect 'the agent is an active service' active web4 globohub-agent
  expect 'and starts with the host' test "$(on web4 systemctl is-enabled globohub-agent)" = enabled
  expect 'web4 is enrolled and fresh' wait_for 60 is web4 fresh
  expect 'with its labels' sh -c "$here/hosts x ctl globohub hosts list -l role=shop,zone=a -o name | grep -q web4"
  agent=$(agent_pid web4)
  install_agents 'agents.yml again' "${words[@]}"
  expect 'changes nothing' changed_nothing
  expect 'and the agent is the same process' test "$(agent_pid web4)" = "$agent"
}

ansible_lists() {
  as_ansible "$viewer" ansible-inventory -i "$packaging/ansible/inventory/globohub.py" --list >"$HOSTS_DIR/inventory.json" 2>&1 || true
  expect 'the inventory knows all four hosts and their groups' /usr/bin/python3 - "$HOSTS_DIR/inventory.json" <<'PY'
import json, sys
found = json.load(open(sys.argv[1]))
assert sorted(found["_meta"]["hostvars"]) == ["web1", "web2", "web3", "web4"], found
assert found["role_shop"]["hosts"] == ["web4"], found
assert sorted(found["role_web"]["hosts"]) == ["web1", "web2", "web3"], found
PY
}

ansible_deploys() {
  local served pid
  if deploy_to web4 1.0 --check; then good 'deploy.yml --check shows the plan'; else bad 'deploy.yml --check fails'; fi
  expect 'with the host and what would happen to it' told 'web4  install'
  expect 'and nothing of it happened' on web4 sh -c '! [ -e /opt/globoHUB/desafio ]'
  if deploy_to web4 1.0 -e 'reason="first day"'; then good 'deploy.yml succeeds'; else bad 'deploy.yml fails'; tail -n 40 "$HOSTS_DIR/played.log" | indented; fi
  expect 'web4 serves desafio 1.0' serves web4 1.0
  expect 'the history has the reason' sh -c "$here/hosts x ctl globohub rollout list -o json | grep -q 'first day'"
  pid=$(master web4)
  if deploy_to web4 1.0; then good 'deploy.yml again'; else bad 'deploy.yml fails when there is nothing to do'; fi
  expect 'changes nothing' changed_nothing
  expect 'gunicorn is the same process' test "$(master web4)" = "$pid"
  begin_load web4
  if deploy_to role_shop 1.1 -i "$packaging/ansible/inventory/globohub.py"; then
    good 'a group of the inventory is upgraded'
  else
    bad 'a group of the inventory is not upgraded'
    tail -n 40 "$HOSTS_DIR/played.log" | indented
  fi
  end_load
  expect_no_failures 'during the upgrade'
  served=$(version_served web4)
  expect 'web4 serves 1.1' test "$served" = 1.1
}

ansible_fails() {
  local pid
  pid=$(master web4)
  "$packaging/bin/globohub" pack build "$packaging/samples/desafio/1.2" --wheels --out "$HOSTS_DIR/desafio-1.2.zip" >"$HOSTS_DIR/wheels.log" 2>&1 \
    || indented <"$HOSTS_DIR/wheels.log"
  give ctl "$HOSTS_DIR/desafio-1.2.zip"
  hub pack push /root/desafio-1.2.zip >/dev/null 2>&1 || bad 'desafio 1.2 cannot be pushed'
  if deploy_to role=shop 1.2; then bad 'the play of a broken version says that it succeeded'; else good 'the play of a broken version fails'; fi
  expect 'with the reason of the host' told 'web4: preflight_failed'
  expect 'and the last words of the app' told 'DATABASE_URL is not set'
  expect 'web4 serves 1.1 as before' serves web4 1.1
  expect 'by the same process' test "$(master web4)" = "$pid"
}

ansible_upgrades() {
  local file pid agent
  pid=$(master web4)
  agent=$(agent_pid web4)
  file=$("$packaging/it/other-agent" "$(ls "$debs"/globohub-agent_*.deb)" 0.1.7 "$HOSTS_DIR")
  begin_load web4
  install_agents 'agents.yml brings another package' -e "globohub_agent_package=$file" -e '{"globohub_agent_labels": {"role": "shop", "zone": "a"}}'
  expect 'web4 runs agent 0.1.7' wait_for 60 is_agent web4 0.1.7
  end_load
  expect_no_failures 'during the upgrade of the agent'
  expect 'the agent is another process' test "$(agent_pid web4)" != "$agent"
  expect 'gunicorn is the same process' test "$(master web4)" = "$pid"
  expect 'web4 has no drift' wait_for 30 without_drift web4
}
