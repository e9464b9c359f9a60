"""`python -m sandbox tshock`: one simulated Terraria server with people who come and go."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from sandbox.games.tshock.dialects import DIALECTS
from sandbox.games.tshock.game import TOKEN
from sandbox.games.tshock.life import Life
from sandbox.games.tshock.server import TShockServer


def add_parser(subparsers: Any) -> None:
    """Add the sub-command `tshock` to those of `python -m sandbox`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "tshock", help="a simulated Terraria server with TShock"
    )
    parser.add_argument("--port", type=int, default=7878, help="port on 127.0.0.1")
    parser.add_argument("--dialect", choices=DIALECTS, default="6", help="4 is 4.3.20, 6 is 6.2.1")
    parser.add_argument("--speed", type=float, default=5.0, help="how much faster than real time it goes")
    parser.add_argument("--seed", type=int, default=1, help="another number is another evening")
    parser.add_argument("--logs", type=Path, metavar="FOLDER", help="where its log files go")
    parser.add_argument("--token-env", metavar="VAR", help="variable that holds the token")
    parser.set_defaults(run=run)


async def run(args: argparse.Namespace) -> None:
    """Serve until cancelled."""
    token = os.environ[args.token_env] if args.token_env else TOKEN
    dialect = DIALECTS[args.dialect]
    server = TShockServer(dialect, seed=args.seed, log_folder=args.logs, token=token)
    await server.start(args.port)
    shown = f"the one in {args.token_env}" if args.token_env else token
    lines = [f"TShock {dialect.name} at {server.url}", f"token: {shown}"]
    if server.log.path is not None:
        lines.append(f"log: {server.log.path}")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    try:
        await Life(server, seed=args.seed, speed=args.speed).run()
    finally:
        await server.close()
