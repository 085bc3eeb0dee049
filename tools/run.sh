#!/usr/bin/env bash
# The demo: load it (seconds when it is there already), then serve it. Called by `make run`.
#   PORT=8000  DATABASE_URL=postgres://…  SCRIPT_NAME=/zt/sjbzr2020/  WORLDDAY_NOW=2020-06-09T09:30+08:00
set -euo pipefail
cd "$(dirname "$0")/.."
port=${PORT:-8000}
export WORLDDAY_DEMO=1
export WORLDDAY_NOW=${WORLDDAY_NOW:-2020-10-14T09:30+08:00}
export WORLDDAY_NOW_SINCE=${WORLDDAY_NOW_SINCE:-$(date +%s)}
export WORLDDAY_URL=${WORLDDAY_URL:-http://127.0.0.1:$port}
.venv/bin/worldday migrate --verbosity 0
.venv/bin/worldday demo
exec .venv/bin/worldday serve --port "$port"
