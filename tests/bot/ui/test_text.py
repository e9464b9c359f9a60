"""Names from games are hostile input: one line, no markup, no mentions, bounded."""

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.fitting import fitted
from bot.ui.text import clip, fill, safe

HOSTILE = [
    "@everyone",
    "@here",
    "<@123456789012345678>",
    "<#123456789012345678>",
    "**bold** _it_ ~~gone~~ ||spoiler||",
    "`code` ```block```",
    "[click](http://example.invalid)",
    "a\nb\r\nc",
    "\u202egnp.exe",
    "x" * 300,
    "",
    "   ",
    "# heading",
    "> quote",
    "- list",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_one_bounded_line_without_mentions(name: str) -> None:
    shown = safe(name)
    assert "\n" not in shown
    assert 0 < len(shown) <= 128
    assert "@everyone" not in shown
    assert "@here" not in shown
    assert "\u202e" not in shown
    assert "](http" not in shown.replace("\\", "") or "]\\(" in shown


@pytest.mark.parametrize("sign", ["*", "_", "~", "|", "`"])
def test_every_sign_of_markup_is_escaped(sign: str) -> None:
    assert f"\\{sign}" in safe(f"a{sign}b{sign}")


@given(st.text())
def test_any_text_becomes_something_that_can_be_shown(text: str) -> None:
    assert safe(text).strip()


def test_a_name_cannot_hold_a_link() -> None:
    assert "https://" not in safe("free skins https://example.invalid")


def test_what_is_cut_shows_that_it_was_cut() -> None:
    assert clip("abcdef", 4) == "abc\N{HORIZONTAL ELLIPSIS}"
    assert clip("abcd", 4) == "abcd"


@given(st.lists(st.text(max_size=80), max_size=80), st.integers(min_value=60, max_value=2000))
def test_lines_are_left_out_whole_and_counted(lines: list[str], limit: int) -> None:
    assert len(fill(lines, limit)) <= limit


def test_how_many_lines_are_missing_is_said() -> None:
    assert fill(["x" * 40] * 10, 200).endswith("and 6 more")


TEXTS = st.one_of(st.none(), st.text(max_size=6000))


@given(
    title=TEXTS,
    description=TEXTS,
    footer=TEXTS,
    fields=st.lists(st.tuples(st.text(max_size=400), st.text(max_size=2000)), max_size=30),
)
def test_every_embed_fits_into_discords_limits(
    title: str | None, description: str | None, footer: str | None, fields: list[tuple[str, str]]
) -> None:
    embed = discord.Embed(title=title, description=description)
    embed.set_footer(text=footer)
    for name, value in fields:
        embed.add_field(name=name, value=value)
    small = fitted(embed)
    assert len(small) <= 6000
    assert len(small.title or "") <= 256
    assert len(small.description or "") <= 4096
    assert len(small.fields) <= 25
    assert all(field.name and field.value for field in small.fields)
    assert all(len(field.name or "") <= 256 and len(field.value or "") <= 1024 for field in small.fields)
