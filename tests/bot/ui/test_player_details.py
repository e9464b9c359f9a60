"""What is shown of one player and of a server's texts, as tables."""

import discord
import pytest

from bot.domain.details import Notice, Pile, PlayerDetails
from bot.domain.snapshot import Fact
from bot.ui.player_details import add_notices, details_embed

HOSTILE = ("```\n@everyone", "[a](http://b)", "\u202eevil", "**x**", " ", "日本" * 40, "e\u0301\u0302" * 400)


def test_things_stand_in_columns_most_at_hand_first() -> None:
    details = PlayerDetails(items=(Pile("Torch", 1150), Pile("Gold Coin", 25)))
    assert details_embed("Ann", details).description == "```\n1,150 Torch\n   25 Gold Coin\n```"


def test_who_carries_nothing_is_said_to() -> None:
    embed = details_embed("Ann", PlayerDetails(facts=(Fact("Group", "guest"),)))
    assert embed.description == "They carry nothing."
    assert [(field.name, field.value) for field in embed.fields] == [("Group", "guest")]


@pytest.mark.parametrize("count", [1, 59, 400])
def test_hostile_names_neither_end_the_table_nor_fill_the_message(count: int) -> None:
    items = tuple(Pile(HOSTILE[number % len(HOSTILE)], number + 1) for number in range(count))
    facts = tuple(Fact(name, name) for name in HOSTILE)
    embed = details_embed("Ann", PlayerDetails(facts=facts, items=items))
    text = embed.description or ""
    assert text.count("```") == 2
    assert "@everyone" not in f"{text}{embed.fields}"
    assert len(embed) <= 6000
    assert len(embed.fields) == len(facts)
    shown = text.count("\n", 0, text.rindex("```")) - 1
    assert shown == count or text.endswith(f"and {count - shown} more")


def test_a_servers_texts_are_lines_of_a_field() -> None:
    embed = discord.Embed()
    add_notices(embed, [Notice("Rules", ("Be *nice*.", "@everyone"))])
    (field,) = embed.fields
    assert (field.name, field.value) == ("Rules", "Be \\*nice\\*.\n@\u200beveryone")


def test_endless_texts_are_cut_at_a_line() -> None:
    embed = discord.Embed()
    add_notices(embed, [Notice("Rules", ("x" * 500,) * 50)])
    (field,) = embed.fields
    assert len(field.value or "") <= 1024
    assert "more" in (field.value or "")
