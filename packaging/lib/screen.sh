# What quickstart.sh and verify.sh share: how they speak to people. Sourced, never run.
# shellcheck shell=bash

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' yellow=$'\e[33m' plain=$'\e[0m'
else
  bold='' dim='' red='' green='' yellow='' plain=''
fi
# one line that is drawn over and over needs a terminal that nobody records
if [ -t 1 ] && [ "${TERM:-dumb}" != dumb ] && [ -z "${CI:-}" ]; then redraws=yes; else redraws=no; fi

section=0
faults=0

heading() {
  section=$((section + 1))
  printf '\n%s%d. %s%s\n' "$bold" "$section" "$*" "$plain"
}

say() { printf '   %s\n' "$*"; }
hint() { printf '   %s%s%s\n' "$dim" "$*" "$plain"; }

# Shows a command as it would be typed.
shown() { printf '   %s$ %s%s\n' "$dim" "$*" "$plain"; }

good() { printf '   %sok%s  %s\n' "$green" "$plain" "$*"; }

# Says that a promise was not kept; the end of the program says how many.
bad() {
  faults=$((faults + 1))
  printf '   %sNO%s  %s\n' "$red" "$plain" "$*"
}

warn() { printf '   %s!%s   %s\n' "$yellow" "$plain" "$*"; }

# Ends the program: what is wrong, then what to do about it, a line each.
give_up() {
  printf '\n%serror:%s %s\n' "$red" "$plain" "$1" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

# Shows what is going on right now, in place on a terminal and a line each elsewhere.
now() {
  if [ "$redraws" = yes ]; then printf '\r\e[K   %s…%s %s' "$dim" "$plain" "$*"; else say "… $*"; fi
}

# Wipes what now() drew last.
now_done() { if [ "$redraws" = yes ]; then printf '\r\e[K'; fi; }

indented() { sed 's/^/   /'; }
