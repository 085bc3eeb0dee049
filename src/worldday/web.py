"""`python -m worldday.web`: one web process of `worldday serve`."""

import argparse
import sys


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="worldday.web")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--shared", action="store_true")
    options = parser.parse_args(argv)
    from worldday.asgi import create  # after a wrong option has been told quickly
    from worldday.base.hotpath.listen import run  # likewise

    run(create(options.threads), options.host, options.port, shared=options.shared)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
