# What quickstart.sh and verify.sh share: everything a build stands on, and the build. Sourced after screen.sh.
# shellcheck shell=bash

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

python=''
python_version=''
missing=()
missing_packages=()

# --- what is there -----------------------------------------------------------------------------------------------

on_debian() { [ -r /etc/debian_version ] && command -v apt-get >/dev/null; }

# The first number of "17.0.15", "21-ea" or "1.8.0".
major_of() {
  local version=${1#1.}
  printf '%s' "${version%%[!0-9]*}"
}

jdk_version() {
  local javac=javac
  if [ -n "${JAVA_HOME:-}" ]; then javac=$JAVA_HOME/bin/javac; fi
  command -v "$javac" >/dev/null || return 1
  "$javac" -version 2>&1 | sed -n 's/^javac //p'
}

maven_version() {
  command -v mvn >/dev/null || return 1
  mvn -version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

# Debian's own interpreter before another that comes first on PATH: its packages are the ones named below.
find_python() {
  local candidate
  for candidate in "${GLOBOHUB_PYTHON:-}" /usr/bin/python3 python3; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null; then
      python=$(command -v "$candidate")
      python_version=$("$python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])')
      return 0
    fi
  done
  return 1
}

python_at_least() { "$python" -c "import sys; sys.exit(sys.version_info < ($1, $2))"; }

apt_has() { [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]; }

jdk_package() { if apt_has openjdk-17-jdk-headless; then echo openjdk-17-jdk-headless; else echo default-jdk-headless; fi; }

lacks() { # lacks "what is wrong" package...
  missing+=("$1")
  shift
  missing_packages+=("$@")
}

look_around() {
  missing=()
  missing_packages=()
  local version
  version=$(jdk_version || true)
  if [ -z "$version" ]; then
    lacks "a Java development kit, 17 or newer (there is no javac)" jdk
  elif [ "$(major_of "$version")" -lt 17 ]; then
    lacks "a Java development kit, 17 or newer (javac is $version)" jdk
  else
    found_jdk=$version
  fi
  version=$(maven_version || true)
  if [ -z "$version" ]; then
    lacks "Maven, 3.8 or newer (there is no working mvn)" maven
  elif [ "$(printf '3.8\n%s\n' "$version" | sort -V | head -n 1)" != 3.8 ]; then
    lacks "Maven, 3.8 or newer (mvn is $version)" maven
  else
    found_maven=$version
  fi
  if ! find_python; then
    lacks "python3 with its venv module (there is no python3)" python3-venv
  elif ! python_at_least 3 7; then
    lacks "python3, 3.7 or newer ($python is $python_version)" python3-venv
  elif ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    lacks "python3's venv module ($python cannot import venv and ensurepip)" python3-venv
  fi
}

# --- what is missing ---------------------------------------------------------------------------------------------

by_hand() {
  say 'On Debian and Ubuntu, as root:'
  say '    apt-get install openjdk-17-jdk-headless maven python3-venv'
  say '    (default-jdk-headless where there is no 17)'
  say 'On Fedora and RHEL: dnf install java-17-openjdk-devel maven python3'
  say 'Elsewhere: a JDK of 17 or newer, Apache Maven of 3.8 or newer and Python 3 with venv;'
  say 'javac and mvn on PATH (or JAVA_HOME set), python3 on PATH (or GLOBOHUB_PYTHON=/path/to/python3).'
}

as_root() { # the prefix that makes a command run as root, or nothing when it cannot be had
  if [ "$(id -u)" = 0 ]; then echo env
  elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then echo sudo
  else return 1
  fi
}

install_missing() {
  local prefix packages=() name log
  prefix=$(as_root) || return 1
  log=$(mktemp)
  now 'apt-get update'
  $prefix apt-get -qq update >"$log" 2>&1 || true
  for name in "${missing_packages[@]}"; do
    if [ "$name" = jdk ]; then name=$(jdk_package); fi
    packages+=("$name")
  done
  now_done
  say "installing ${packages[*]}"
  if ! $prefix env DEBIAN_FRONTEND=noninteractive apt-get -y -qq --no-install-recommends install \
    "${packages[@]}" >"$log" 2>&1; then
    tail -n 15 "$log" | indented
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

check_requirements() {
  [ "$(uname -s)" = Linux ] || give_up "globoHUB runs on Linux; this is $(uname -s)" 'Try it in a Debian or Ubuntu machine.'
  look_around
  if [ ${#missing[@]} -gt 0 ]; then
    local each
    for each in "${missing[@]}"; do warn "missing: $each"; done
    if on_debian && install_missing; then
      hash -r
      look_around
    fi
  fi
  if [ ${#missing[@]} -gt 0 ]; then
    for each in "${missing[@]}"; do warn "still missing: $each"; done
    by_hand
    give_up 'something that the build needs is missing' 'Install it as said above, then run this again.'
  fi
  good "JDK $found_jdk, Maven $found_maven, Python $python_version ($python)"
}

# --- the build ---------------------------------------------------------------------------------------------------

jars=(agent/target/globohub-agent.jar controller/target/globohub.jar)

# Whether both programs are newer than everything they are made of.
is_built() {
  local jar
  for jar in "${jars[@]}"; do
    [ -f "$repository/$jar" ] || return 1
    [ -d "$repository/${jar%/*}/lib" ] || return 1
    [ -z "$(cd "$repository" && find pom.xml ./*/pom.xml .mvn ./*/src/main -newer "$jar" -type f -print -quit)" ] || return 1
  done
}

# Turns Maven's output into a line per module and a count of downloads; the whole of it stays in the log.
narrate_maven() {
  local line files=0 module='' drawn=0
  while IFS= read -r line; do
    case $line in
      *'Downloaded from '*)
        files=$((files + 1))
        if [ "$redraws" = yes ] && [ $((files - drawn)) -ge 5 ]; then
          drawn=$files
          now "${module:-the build itself}: $files files downloaded"
        elif [ "$redraws" = no ] && [ $((files % 250)) = 0 ]; then
          say "… $files files downloaded"
        fi
        ;;
      *'Building globoHUB '*)
        module=${line#*Building globoHUB }
        module=${module%% *}
        # the root project has a version in this place and nothing to build
        case $module in [0-9]*) module='' ;; *) now "$module" ;; esac
        ;;
      *' Running io.globohub.'*)
        now "${line#*Running }"
        ;;
    esac
  done
  now_done
}

# build LOG MAVEN-ARGUMENT...: runs Maven visibly; on failure shows what it said last.
run_maven() {
  local log=$1 status=0
  shift
  (cd "$repository" && mvn -B "$@" 2>&1) | tee "$log" | narrate_maven || status=$?
  if [ "$status" != 0 ]; then
    grep -E '^\[(ERROR|WARNING)\]' "$log" | head -n 40 | indented
    return "$status"
  fi
}

build() { # build LOG
  if is_built; then
    good 'built already: both programs are newer than their sources'
    return
  fi
  hint 'The first build downloads its libraries: a minute or three.'
  local began=$SECONDS
  run_maven "$1" -DskipTests -pl agent,controller -am package \
    || give_up 'the build failed' "All of Maven's output: $1"
  good "built in $((SECONDS - began)) s"
}
