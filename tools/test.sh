#!/usr/bin/env bash
# Every test, on SQLite and on PostgreSQL when one answers. Ends in pytest's own summary line.
#   WORLDDAY_TEST_POSTGRES=postgres://…  where PostgreSQL is (default: the local one)
#   WORLDDAY_INSIST=1                    fail instead of skipping when PostgreSQL or chromium is missing
set -uo pipefail
cd "$(dirname "$0")/.."
say() { printf '%s\n' "$*"; }

if ! command -v chromium chromium-browser google-chrome >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing Debian's chromium for the browser tests …"
    { apt-get update -q && apt-get install -y -q chromium; } >/dev/null 2>&1
  fi
fi
if ! command -v chromium chromium-browser google-chrome >/dev/null; then
  say "SKIPPED: browser tests; no chromium here (ask root for 'apt-get install chromium')."
  [ -z "${WORLDDAY_INSIST:-}" ] || exit 1
fi

pytest=(.venv/bin/python -m pytest -q -n "${WORKERS:-2}" --dist loadfile)
postgres=${WORLDDAY_TEST_POSTGRES:-postgres://postgres@127.0.0.1:5432/postgres}
status=0
if .venv/bin/python -c "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3)" "$postgres" 2>/dev/null; then
  say "== PostgreSQL =="
  # what a browser shows does not depend on the database: those tests run once, below
  DATABASE_URL=$postgres "${pytest[@]}" -m "not browser" "$@" || status=$?
else
  say "SKIPPED: the suite on PostgreSQL; none answers at ${postgres%%@*}@… (set WORLDDAY_TEST_POSTGRES)."
  [ -z "${WORLDDAY_INSIST:-}" ] || exit 1
fi
say "== SQLite =="
"${pytest[@]}" -m "not browser" "$@" || status=$?
say "== SQLite, in the browser =="
"${pytest[@]}" -m browser "$@" || { code=$?; [ $code = 5 ] || status=$code; }  # 5: none of the chosen tests uses it
exit $status
