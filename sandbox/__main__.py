"""`python -m sandbox`: the demo, and each simulated service alone."""

import argparse
import asyncio
import contextlib

from .games.ams2 import command as ams2

COMMANDS = (ams2,)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    subparsers = parser.add_subparsers(required=True)
    for command in COMMANDS:
        command.add_parser(subparsers)
    args = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how one stops it
        asyncio.run(args.run(args))


if __name__ == "__main__":
    main()
