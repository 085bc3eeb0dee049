#!/usr/bin/env bash
# Style, types, who imports whom, migrations, translations. Every check runs; any failure fails the whole.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
status=0
check() { local name=$1; shift; if "$@" >/tmp/lint.$$ 2>&1; then echo "ok    $name"; else echo "FAIL  $name"; cat /tmp/lint.$$; status=1; fi; rm -f /tmp/lint.$$; }

strict=$(git ls-files 'src/worldday/*/actions.py' 'src/worldday/*/actions/*.py' 'src/worldday/*/queries.py' 'src/worldday/*/queries/*.py' \
  'src/worldday/*/rules.py' 'src/worldday/base/*.py' 'src/worldday/notices/reading/*.py' 'src/worldday/notices/reading/**/*.py' \
  'src/worldday/draws/lottery/*.py' tools/verify_draw.py tools/verify_certificate.py 'src/worldday/certificates/*.py' 'src/worldday/certificates/proof/*.py' 'src/worldday/certificates/badges/*.py' 'src/worldday/campaigns/plan.py' 'src/worldday/campaigns/difference.py' 'src/worldday/campaigns/lights.py' 'src/worldday/campaigns/moving.py' \
  'src/worldday/people/*.py' 'src/worldday/reports/planning/*.py' 'src/worldday/quizzes/*.py' 'src/worldday/quizzes/flags/*.py' 'src/worldday/quizzes/exchange/*.py' 'src/worldday/messages/channels/sms/*.py' 'src/worldday/reports/compiling/*.py' 'src/worldday/reports/compiling/**/*.py' | grep -v migrations)
check ruff        $bin/ruff check -q .
check format      $bin/ruff format -q --check .
check mypy        $bin/mypy --strict --no-error-summary $strict
check imports     $bin/lint-imports
check migrations  env WORLDDAY_DATA="$(mktemp -d)" $bin/worldday makemigrations --check --dry-run
check translations $bin/python tools/po.py
exit $status
