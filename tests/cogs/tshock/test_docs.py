"""What an operator reads about permissions is what the code asks for."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs" / "games" / "tshock.md"
PERMISSION = re.compile(r"tshock(?:\.[a-z]+)+")


def test_every_permission_that_the_code_names_is_documented() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "cogs" / "tshock").glob("*.py"))
    named = set(PERMISSION.findall(code))
    documented = set(PERMISSION.findall(DOCS.read_text(encoding="utf-8")))
    assert named
    assert named - documented == set()
