"""What an operator reads about permissions is what the code asks for."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs" / "games" / "tshock.md"
PERMISSION = re.compile(r"tshock(?:\.[a-z]+)+")


def test_every_permission_that_the_code_names_is_documented() -> None:
    texts = [
        node.value
        for path in (ROOT / "cogs" / "tshock").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    named = set(PERMISSION.findall("\n".join(texts)))
    documented = set(PERMISSION.findall(DOCS.read_text(encoding="utf-8")))
    assert named
    assert named - documented == set()
