"""`python -m sandbox`: the local Discord and the simulated game servers, each alone or all together."""

import argparse
import asyncio
import contextlib
import sys

from sandbox import demo
from sandbox.discord import command as discord
from sandbox.games.ams2 import command as ams2
from sandbox.games.tshock import command as tshock

PARTS = (demo, discord, ams2, tshock)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="PART")
    for part in PARTS:
        part.add_parser(subparsers)
    args = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(args.run(args)))


if __name__ == "__main__":
    main()
