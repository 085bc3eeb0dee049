#!/usr/bin/env bash
# Install one lock file into .venv: exact versions, hashes checked. Called by make.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1
say() { printf '%s\n' "$*" >&2; }

python=${PYTHON:-python3}
command -v "$python" >/dev/null || { say "Worldday needs Python 3.11 or newer: ask root for 'apt-get install python3 python3-venv'."; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Worldday needs Python 3.11 or newer; $("$python" -V) is too old."; exit 1; }
if [ ! -x .venv/bin/python ]; then
  if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      { apt-get update -q && apt-get install -y -q python3-venv; } >/dev/null
    else
      say "Python cannot make a virtual environment here: ask root for 'apt-get install python3-venv', then run this again."; exit 1
    fi
  fi
  say "Creating .venv …"
  "$python" -m venv .venv
fi
say "Installing $lock …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
.venv/bin/python tools/po.py compile
.venv/bin/python -m compileall -q src/worldday  # commands start in half the time, also where Python may not write
touch .venv/.ready
[ "$lock" = requirements.lock ] || touch .venv/.ready-dev
