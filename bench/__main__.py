"""`python -m bench [PART …]`: run the measurements and print one line each, tab-separated:

name  value  unit  target  ok|short

Each part is a module here with `measure()`, a generator of `Measure`. Machines differ and are shared: ratios are taken
within one run, medians over several rounds.
"""

import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worldday.settings")
os.environ["WORLDDAY_DATA"] = tempfile.mkdtemp(prefix="worldday-bench-")
NOT_PARTS = {"__init__", "__main__", "measure", "soak"}


def parts() -> list[str]:
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in NOT_PARTS)


def main(only: list[str]) -> int:
    unknown = set(only) - set(parts())
    if unknown:
        print(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(parts())}.", file=sys.stderr)
        return 2
    lines = []
    for part in only or parts():
        for measure in import_module(f"bench.{part}").measure():
            lines.append(measure)
            print(f"… {measure.name} {measure.value:g} {measure.unit}", file=sys.stderr, flush=True)
    for line in lines:
        print(f"{line.name}\t{line.value:g}\t{line.unit}\t{line.target}\t{'ok' if line.ok else 'short'}")
    return 0


sys.exit(main(sys.argv[1:]))
