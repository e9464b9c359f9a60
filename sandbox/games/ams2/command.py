"""`python -m sandbox ams2`: one simulated Automobilista 2 server with a race evening on it."""

import argparse
import os
import sys
from typing import Any

from sandbox.games.ams2.server import AMS2Server
from sandbox.games.ams2.weekend import Weekend


def add_parser(subparsers: Any) -> None:
    """Add the sub-command `ams2` to those of `python -m sandbox`."""
    parser: argparse.ArgumentParser = subparsers.add_parser("ams2", help="a simulated Automobilista 2 server")
    parser.add_argument("--port", type=int, default=9000, help="port on 127.0.0.1")
    parser.add_argument("--speed", type=float, default=20.0, help="how much faster than real time it goes")
    parser.add_argument("--seed", type=int, default=1, help="another number is another evening")
    parser.add_argument("--user", default="steward", help="who may look and act")
    parser.add_argument(
        "--password-env", metavar="VAR", help="variable that holds the password, else it is pw"
    )
    parser.set_defaults(run=run)


async def run(args: argparse.Namespace) -> None:
    """Serve until cancelled."""
    password = os.environ[args.password_env] if args.password_env else "pw"
    groups = {"private": [args.user], "admin": [args.user]}
    server = AMS2Server(users={args.user: password}, groups=groups)
    await server.start(args.port)
    sys.stdout.write(f"AMS2 server at {server.url}, user {args.user}\n")
    sys.stdout.flush()
    try:
        await Weekend(server, seed=args.seed, speed=args.speed).run()
    finally:
        await server.close()
