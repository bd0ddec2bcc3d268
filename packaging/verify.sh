#!/usr/bin/env bash
# Builds everything and runs all tests. Needs no root. Arguments go to Maven, such as -pl common or -Dtest=SelectorTest.
# Beyond it: "packaging/deb/build" makes the Debian packages, and as root "packaging/it/run" runs them on four whole hosts,
# through rollouts, reboots, power cuts, upgrades and removal. ".ci/run" does all of it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/screen.sh
. "$here/lib/screen.sh"
# shellcheck source=lib/groundwork.sh
. "$here/lib/groundwork.sh"

heading 'What this needs'
check_requirements

heading 'Build and test'
hint 'Real pip, real gunicorn, real processes: the first time this takes several minutes.'
log=$(mktemp "${TMPDIR:-/tmp}/globohub-verify.XXXXXX")
began=$SECONDS
status=0
# reports of an earlier run must not be counted as this one's
find "$repository" -path '*/target/surefire-reports/*' -type f -delete
run_maven "$log" "$@" verify || status=$?

heading 'Result'
"$python" "$here/lib/count_tests.py" --skipped --failed "$repository" | indented
if [ "$status" = 0 ]; then
  rm -f "$log"
  good "$("$python" "$here/lib/count_tests.py" "$repository") in $((SECONDS - began)) s"
else
  printf '   %sFAILED%s  %s\n' "$red" "$plain" "$("$python" "$here/lib/count_tests.py" "$repository")"
  say "all of Maven's output: $log"
fi
exit "$status"
