"""The HTML pages, kept short: a client has no use for them."""

from html import escape

from sandbox.games.ams2.driving import Driving


def page(name: str, game: Driving) -> str:
    facts = {"State": game.state, "Session": game.name, "Stage": game.session_stage}
    facts["People"] = str(len(game.members))
    facts["Cars"] = str(len(game.cars))
    rows = "".join(f"<tr><td>{label}</td><td>{escape(value)}</td></tr>" for label, value in facts.items())
    head = f"<!DOCTYPE html>\n<html><head><title>{name}</title></head>"
    return f"{head}<body><table>{rows}</table></body></html>\n"
