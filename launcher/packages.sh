# Installs what is missing from the packages that this system's lists have. Nothing here goes by a distribution's name.
# Sourced by ../vit2rtl.

# What is missing, one line each: description|package, or several with blanks between|least version, or empty|1 where
# one can do without it.
missing=()
listsAreNew=

# need DESCRIPTION PACKAGES [LEAST_VERSION]
need() { missing+=("$1|$2|${3:-}|"); }
# What one can do without: said by name where no package has it.
need_if_there() { missing+=("$1|$2||1"); }

has_apt() { command -v apt-get >/dev/null && command -v apt-cache >/dev/null; }

# The version that the package lists offer, or nothing.
offered() { LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: //p' | grep -vF '(none)' || true; }

# Whether a Debian version is at least one of a program: 5.006-3 is not below 5.006, epochs do not count.
at_least() { [ -z "$2" ] || dpkg --compare-versions "${1#*:}" ge "$2"; }

# The JDK to install: the distribution's own where it is new enough, else the newest with long-term support, else the
# newest.
jdk_package() {
  local own versions version
  own=$(LC_ALL=C apt-cache depends default-jdk-headless 2>/dev/null |
    sed -n 's/.*Depends: openjdk-\([0-9]*\)-jdk-headless$/\1/p' | head -n 1)
  if [ "${own:-0}" -ge 17 ]; then
    echo "openjdk-$own-jdk-headless"
    return
  fi
  versions=$(LC_ALL=C apt-cache pkgnames openjdk- 2>/dev/null |
    sed -n 's/^openjdk-\([0-9]*\)-jdk-headless$/\1/p' | sort -rn)
  for version in $versions; do
    # Every fourth, from 17 on.
    if [ "$version" -ge 17 ] && [ $(((version - 17) % 4)) -eq 0 ] &&
      [ -n "$(offered "openjdk-$version-jdk-headless")" ]; then
      echo "openjdk-$version-jdk-headless"
      return
    fi
  done
  for version in $versions; do
    [ "$version" -lt 17 ] || { echo "openjdk-$version-jdk-headless"; return; }
  done
}

# Ends with the list of what is missing, for systems whose packages are not known here.
list_and_end() {
  local line description least
  say "missing, and $1; install what follows and start again:"
  for line in "${missing[@]}"; do
    IFS='|' read -r description _ least _ <<<"$line"
    printf '  %s%s\n' "$description" "${least:+, version $least or newer}" >&2
  done
  exit 3
}

# Sets packages to what the lists have of all that is missing; ends where something necessary is not among it.
choose_packages() {
  local line description names least optional name version absent=()
  packages=()
  for line in "${missing[@]}"; do
    IFS='|' read -r description names least optional <<<"$line"
    [ "$names" != JDK ] || names=$(jdk_package)
    version=absent
    for name in $names; do
      version=$(offered "$name")
      if [ -z "$version" ] || ! at_least "$version" "$least"; then
        version="absent${version:+ (the packages have $version)}"
        break
      fi
    done
    if [[ $version != absent* ]]; then
      packages+=($names)
    elif [ -n "$optional" ]; then
      say "no package here has $description; what needs it is skipped"
    else
      absent+=("$description${least:+, version $least or newer}${version#absent}")
    fi
  done
  [ ${#absent[@]} -eq 0 ] || {
    say "this system's packages do not have: $(printf '%s; ' "${absent[@]}" | sed 's/; $//')"
    say "install that by hand, so that the PATH (JAVA_HOME for a JDK) leads to it, and start again"
    exit 3
  }
}

# Installs all that was asked for, or says the exact lines to run.
provide() {
  [ ${#missing[@]} -gt 0 ] || return 0
  local asRoot=() line log packages
  has_apt || list_and_end "this system has no apt-get"
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      # The lists as they are: nobody here may fetch new ones.
      choose_packages
      missing=()
      [ ${#packages[@]} -gt 0 ] || return 0
      say "missing: ${packages[*]}; run: sudo apt-get update &&" \
        "sudo apt-get install -y --no-install-recommends ${packages[*]}"
      exit 3
    fi
    asRoot=(sudo)
  fi
  log=$(mktemp)
  if [ -z "$listsAreNew" ] && ! "${asRoot[@]}" apt-get update -qq >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    say "apt-get update failed; going on with the package lists that are here"
  fi
  listsAreNew=1
  choose_packages
  missing=()
  if [ ${#packages[@]} -gt 0 ]; then
    line="apt-get install -y --no-install-recommends ${packages[*]}"
    say "installing ${packages[*]}"
    if ! "${asRoot[@]}" env DEBIAN_FRONTEND=noninteractive $line -qq >"$log" 2>&1 </dev/null; then
      tail -n 15 "$log" >&2
      rm -f "$log"
      say "could not install ${packages[*]}; run: sudo $line"
      exit 3
    fi
  fi
  rm -f "$log"
  hash -r
  find_java || { say "a JDK 17 or newer is needed and was not found after installing it; set JAVA_HOME"; exit 3; }
}
