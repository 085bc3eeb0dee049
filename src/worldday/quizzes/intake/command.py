"""`worldday intake`: only the hot path, beside a site that runs without it (`worldday serve --separate`)."""

import argparse
import os
import sys

from worldday.base.env import BadSetting
from worldday.base.hotpath.listen import run

from .app import create


def main(argv: list[str]) -> int:
    """Runs until told to stop; 2 when a setting cannot be used."""
    parser = argparse.ArgumentParser(prog="worldday intake", description="The answers of quizzes, without the site.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; :: for every IPv4 and IPv6 address")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8001))
    parser.add_argument("--shared", action="store_true", help="several of these listen at one port (PostgreSQL only)")
    options = parser.parse_args(argv)
    try:
        application = create()
    except BadSetting as bad:
        print(bad, file=sys.stderr)
        return 2
    run(application, options.host, options.port, shared=options.shared)
    return 0
