# shellcheck shell=bash disable=SC2016,SC2154
# What happens to the machine. Sourced by ../groups, which sets: x, expect, dir. Scripts run inside, with the words of ../groups.

inside() { printf '. /root/words\n%s\n' "$1"; }
promise() { expect "$1" "$(inside "$2")"; }
ask_inside() { x "$(inside "$1")"; }

heading 'Controller and agent, from their packages'
promise 'both packages are installed' '
dpkg -i /root/globohub-controller_*.deb /root/globohub-agent_*.deb
until_so 120 test -s /var/lib/globohub-controller/admin-token
until_so 120 python3 -c "import urllib.request; urllib.request.urlopen(\"http://127.0.0.1:7070/readyz\")"
globohub login http://127.0.0.1:7070 --token-file /var/lib/globohub-controller/admin-token'
promise 'the unit is given a part of the hierarchy' '
[ "$(systemctl show -P DelegateSubgroup globohub-agent)" = agent ] && [ "$(systemctl show -P Delegate globohub-agent)" = yes ]'
promise 'the agent is enrolled' '
(umask 077; globohub enroll-token >/root/token 2>/dev/null)
globohub-agent enroll --controller http://127.0.0.1:7070 --name web --label role=web --token-file /root/token
until_so 60 connected'
say "$(ask_inside 'systemd-analyze security globohub-agent 2>/dev/null | tail -n 1')"
promise 'nothing else of the hierarchy can be written' '
! nsenter -t "$(agent)" -m runuser -u globohub -- mkdir /sys/fs/cgroup/system.slice/foreign
! nsenter -t "$(agent)" -m mkdir /sys/fs/cgroup/system.slice/foreign'

heading 'An app'
promise 'hog 1.0 is rolled out' '
globohub pack push /root/hog-1.0.zip && globohub pack push /root/hog-1.1.zip
roll 1.0
until_so 30 serves 1.0'
promise 'master, workers and nothing else are in its group' '
of_hog && [ "$(pgrep -f current/.pack/venv/bin/gunicorn | sort)" = "$(sort $unit/app.hog/cgroup.procs)" ]'
promise 'the trial left no group' '[ ! -e $unit/trial.hog ]'
promise 'status and doctor say so' '
globohub-agent status | grep -q "^groups  *each app has its own"
globohub-agent doctor | grep -q "^ok    groups: each app has"'
promise 'its memory is what the kernel counts' '
ask /eat/100 >/dev/null; sleep 12
[ "$(seen accounting)" = cgroup ]
counted=$(cat $unit/app.hog/memory.current); reported=$(seen rss_bytes)
echo "counted $counted reported $reported"
[ $reported -gt 104857600 ] && [ $reported -le $((counted + 4000000)) ]'
promise 'its processor time too' '
(ask /burn/60 >/dev/null 2>&1 &) ; sleep 22; ratio=$(seen cpu_ratio); echo "ratio $ratio"
python3 -c "import sys; sys.exit(not 0.3 < float(sys.argv[1]) < 1.3)" $ratio'
promise 'what was reported is with the controller' '
globohub hosts show web -o json | tr -d " \n" | grep -q "\"accounting\":\"cgroup\""'

heading 'Hand-over and restarts'
promise '1.1 takes over within the group' '
ask /eat/1 >/dev/null; before=$(master)
roll 1.1
until_so 30 serves 1.1
[ "$(master)" != "$before" ] && of_hog'
promise 'a restart of the agent leaves master and group' '
before=$(master); systemctl restart globohub-agent; of_hog && [ "$(master)" = "$before" ] && serves 1.1
[ "$(seen accounting)" = cgroup ]'
promise 'an agent that is killed is there again, so are its groups' '
before=$(master); kill -KILL "$(agent)"; sleep 3; until_so 90 systemctl is-active globohub-agent
of_hog && [ "$(master)" = "$before" ] && [ "$(seen accounting)" = cgroup ]'
promise 'systemd replaces an agent that hangs' '
before=$(master); hung=$(agent); kill -STOP $hung
until_so 200 eval "[ \$(agent) != $hung ] && systemctl is-active globohub-agent"
of_hog && [ "$(master)" = "$before" ] && [ "$(seen accounting)" = cgroup ]'
promise 'an upgrade of the package too' '
before=$(master); old=$(agent); dpkg -i /root/globohub-agent_*.deb
until_so 60 eval "[ \$(agent) != $old ] && systemctl is-active globohub-agent"
of_hog && [ "$(master)" = "$before" ] && [ "$(seen accounting)" = cgroup ]'

heading 'Limits'
promise 'a manifest with limits is brought' '
printf "limits: {memory_bytes: 268435456, cpu_ratio: 0.5}\n" >/root/limits.yaml
roll 1.1 --settings /root/limits.yaml || roll 1.1 --settings /root/limits.yaml
until_so 60 limited
[ "$(cat $unit/app.hog/cpu.max)" = "50000 100000" ]'
promise 'what eats more is ended by the kernel, served on by a new worker, and told as such' '
before=$(master); worker=$(ask /status/ | cut -d " " -f 3)
ask /eat/400 && exit 1
until_so 90 serves 1.1
[ "$(ask /status/ | cut -d " " -f 3)" != "$worker" ] && [ "$(master)" = "$before" ]
until_so 30 told out_of_memory
globohub events --kind data_lost -o json | tr -d " \n" | grep -q out_of_memory'
promise 'the rest of the machine was left alone' '
[ "$(sed -n "s/^oom_kill //p" $unit/agent/memory.events)" = 0 ]'

heading 'Without the agent'
promise 'a stop leaves the app, in its group and its limits' '
before=$(master); systemctl stop globohub-agent
serves 1.1 && [ "$(master)" = "$before" ] && limited
systemctl start globohub-agent && of_hog && [ "$(master)" = "$before" ]'
promise 'so does the removal of its package, and a new one finds it' '
before=$(master); dpkg -r globohub-agent
serves 1.1 && [ "$(master)" = "$before" ]
dpkg -i /root/globohub-agent_*.deb && until_so 90 systemctl is-active globohub-agent
of_hog && [ "$(master)" = "$before" ] && [ "$(seen accounting)" = cgroup ]'
heading 'With groups and without'
promise 'a unit that is given nothing starts, says why, and counts from /proc' '
before=$(master)
mkdir -p /etc/systemd/system/globohub-agent.service.d
printf "[Service]\nDelegate=no\nDelegateSubgroup=\n" >/etc/systemd/system/globohub-agent.service.d/no.conf
systemctl daemon-reload && systemctl restart globohub-agent
globohub-agent status | grep "^groups  *none: " && [ "$(seen accounting)" = proc ] && [ "$(master)" = "$before" ]'
promise 'what such an agent has left is moved out of the way, live' '
before=$(master)
for pid in $(cat $unit/app.hog/cgroup.procs); do echo $pid >$unit/cgroup.procs; done
rm /etc/systemd/system/globohub-agent.service.d/no.conf
systemctl daemon-reload && systemctl restart globohub-agent
globohub-agent status | grep "^groups  *each app"
[ "$(group "$(master)")" = /system.slice/globohub-agent.service/moved ] && [ "$(master)" = "$before" ] && serves 1.1
[ "$(seen accounting)" = proc ]'
promise 'after a stop and a start it has its group' '
globohub stop hog -l role=web --yes --timeout 10m && globohub start hog -l role=web --yes --timeout 10m
until_so 60 serves 1.1; of_hog && limited'
promise 'an app that is taken away leaves no group' '
printf "{\"app\": \"hog\", \"selector\": \"role=web\", \"goal\": \"absent\"}" | globohub api POST /v1/rollouts --body -
until_so 90 test ! -e $unit/app.hog'
