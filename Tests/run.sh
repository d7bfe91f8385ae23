#!/usr/bin/env bash
# Passes the tests on a machine that has the .NET SDK and, where PostgreSQL's server programs are not there, Debian's package manager.
# Builds, starts a PostgreSQL of its own on loopback (or uses the one of MAPIORLEANS_TEST_POSTGRES), runs every test, stops what it
# started. The last line is "N passed, N failed"; the exit code is 0 only where nothing failed. Arguments go to `dotnet test`.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

work=$(mktemp -d)
database=""

stop() {
  [ -z "$database" ] || as_owner "$bin/pg_ctl" -D "$work/db" -m immediate -w stop >/dev/null 2>&1
  rm -rf "$work"
}
trap stop EXIT

fail() {
  echo "$1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

# PostgreSQL's server refuses to run as root: Debian's package brings the account it runs under.
as_owner() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

server_programs() {
  if [ -x "$(command -v initdb 2>/dev/null)" ]; then dirname "$(readlink -f "$(command -v initdb)")"; return; fi
  ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1
}

# Debian packages that some tests need beside PostgreSQL and that are not here, one a line: add to this list. Who is not root has to install
# them: until then those tests fail, each with a line that names its package.
missing_packages() {
  ldconfig -p 2>/dev/null | grep -q 'libmspack\.so\.0' || echo libmspack0
  [ -x /usr/sbin/postfix ] || echo postfix
  [ -x /usr/bin/swaks ] || echo swaks
  [ -x /usr/sbin/slapd ] || echo slapd
}

# Installs packages without starting what they bring: a mail server of this machine's own is nobody's wish. Tests start theirs themselves.
install_packages() {
  local policy=/usr/sbin/policy-rc.d made=""
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" && made=1
  fi
  echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections >>"$work/apt.log" 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$work/apt.log" 2>&1
  local code=$?
  [ -z "$made" ] || rm -f "$policy"
  return $code
}

if [ "$(id -u)" = 0 ] && [ -n "$(missing_packages)" ]; then
  echo "Installing" $(missing_packages)...
  apt-get update -qq >"$work/apt.log" 2>&1
  install_packages $(missing_packages) || { cat "$work/apt.log" >&2; fail "Packages that tests need could not be installed."; }
fi

if [ -z "${MAPIORLEANS_TEST_POSTGRES:-}" ]; then
  bin=$(server_programs)
  if [ -z "$bin" ]; then
    [ "$(id -u)" = 0 ] || fail "PostgreSQL is missing: install the package postgresql, or set MAPIORLEANS_TEST_POSTGRES to a connection string."
    echo "Installing PostgreSQL..."
    apt-get update -qq >"$work/apt.log" 2>&1
    install_packages postgresql || { cat "$work/apt.log" >&2; fail "PostgreSQL could not be installed."; }
    bin=$(server_programs)
  fi
  [ "$(id -u)" != 0 ] || chown postgres "$work"
  chmod 711 "$work"
  as_owner "$bin/initdb" -D "$work/db" -U postgres -A trust -E UTF8 --no-locale >"$work/initdb.log" 2>&1 || { cat "$work/initdb.log" >&2; fail "initdb failed."; }
  # A port that nobody listens on; taken by somebody else meanwhile, the next one is tried.
  for port in $(shuf -i 20000-29999 -n 5); do
    if as_owner "$bin/pg_ctl" -D "$work/db" -w -t 60 -l "$work/db/log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c fsync=off" start >/dev/null 2>&1; then
      database=$port
      break
    fi
  done
  [ -n "$database" ] || { cat "$work/db/log" >&2; fail "PostgreSQL did not start."; }
  export MAPIORLEANS_TEST_POSTGRES="Host=127.0.0.1;Port=$database;Username=postgres;Database=postgres"
fi

dotnet build MapiOrleans.sln -c Release -v q -clp:ErrorsOnly || fail "The build failed."
dotnet test Tests -c Release --no-build --logger "console;verbosity=normal" "$@" >"$work/test.log" 2>&1
code=$?
grep -vE '^ +Passed ' "$work/test.log"
passed=$(grep -cE '^ +Passed ' "$work/test.log")
failed=$(grep -cE '^ +Failed ' "$work/test.log")
# A run that ended before it could say which test failed (a crash of the host) is one failure.
[ "$code" = 0 ] || [ "$failed" != 0 ] || failed=1
[ "$passed" != 0 ] || [ "$failed" != 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
