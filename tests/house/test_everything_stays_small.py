"""Small and even: what no longer fits on a few screens is two things."""

import ast
from pathlib import Path

import pytest

from tests.house.source import PRODUCT, ROOT, files, tree_of

LONGEST_FILE = 400
LONGEST_FUNCTION = 50


@pytest.mark.parametrize("path", files(*PRODUCT, "tests"), ids=str)
def test_a_file_and_its_functions_stay_short(path: Path) -> None:
    lines = (ROOT / path).read_text(encoding="utf-8").count("\n")
    functions = [
        node for node in ast.walk(tree_of(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    long = [
        f"{path}:{node.lineno} {node.name}"
        for node in functions
        if (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert lines <= LONGEST_FILE
    assert not long
