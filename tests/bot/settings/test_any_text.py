"""Whatever stands in main.yaml, load() gives Settings or a ConfigError whose problems are one line each."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.errors import ConfigError
from tests.bot.settings.arcade import GOOD, loaded

SIGNS = st.sampled_from(
    [*"ab1:-?[]{},#&*!|>'\"%@`\\\n\t ~$/.<=", "\n  ", ": ", "- ", "${A}", "file:", "...", "---", "<<: "]
)
YAML_LIKE = st.lists(SIGNS, max_size=40).map("".join)
VALUES = st.recursive(
    st.sampled_from(
        ["x", "'5'", "null", "~", "5s", "''", '"\\ud800"', '"\\0"', "http://[", "file:/", "${A", "!!int 1"]
    )
    | st.text("abc019:/.-_é٣", max_size=12).map(repr),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(
            st.sampled_from(["status", "admin", "moderator", "kick", "a"]), inner, max_size=3
        ).map(lambda members: "{" + ", ".join(f"{key}: {value}" for key, value in members.items()) + "}")
    ),
    max_leaves=6,
)
LINES = GOOD.splitlines()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings")


def settings_or_problems(folder: Path, text: str | bytes) -> None:
    try:
        loaded(folder, text)
    except ConfigError as error:
        refused = error
    else:
        return
    assert refused.problems
    assert all(len(str(problem).splitlines()) == 1 for problem in refused.problems)
    assert "secret-" not in str(refused)
    str(refused).encode()


@settings(deadline=None)
@given(text=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode(errors="replace")))
@example(text=b"%YAML 1." + b"9" * 5000 + b"\n--- {}")
@example(text=b"? ? ?")
@example(text=b"!<%ff> x")
def test_any_bytes(folder: Path, text: bytes) -> None:
    settings_or_problems(folder, text)


@settings(deadline=None, max_examples=120)
@given(text=YAML_LIKE)
def test_anything_like_yaml(folder: Path, text: str) -> None:
    settings_or_problems(folder, text)


@settings(deadline=None, max_examples=120)
@given(line=st.integers(0, len(LINES) - 1), value=VALUES | YAML_LIKE)
def test_anything_in_the_place_of_one_value(folder: Path, line: int, value: str) -> None:
    changed = [*LINES]
    changed[line] = f"{changed[line].split(':')[0]}: {value}"
    settings_or_problems(folder, "\n".join(changed))
