"""Bans and mutes, as staff read them."""

from datetime import timedelta

import pytest

from bot.domain.bans import Ban, BanBy
from bot.domain.errors import BadValue, SeveralPlayers
from bot.domain.sanctions import Sanction, SanctionKind
from bot.ui.restraint_embeds import ban_line, ban_meant, bans_pages
from tests.bot.driving import NOON

ANN = Ban(key="5", number="5", who="Ann", by=BanBy.ACCOUNT, reason="griefing", actor="steward", since=NOON)
BEA = Ban(key="6", number="6", who="Annabel")
HIDDEN = Ban(key="ip:203.0.113.9", who="one address", by=BanBy.ADDRESS)


def test_a_ban_is_told_with_its_number_by_whom_and_until_when() -> None:
    line = ban_line(ANN)
    assert "**Ann** \N{MIDDLE DOT} `#5` \N{MIDDLE DOT} their account" in line
    assert f"given <t:{int(NOON.timestamp())}:R> by steward" in line
    assert "griefing" in line


def test_a_line_holds_no_address_and_no_markup() -> None:
    assert "203.0.113" not in ban_line(HIDDEN)
    assert "](" not in ban_line(
        Ban(key="x", who="[x](http://x)", actor="[y](http://y)", reason="[z](http://z)")
    )


@pytest.mark.parametrize(("asked", "meant"), [("5", ANN), ("#6", BEA), ("ann", ANN), ("bel", BEA)])
def test_a_ban_is_meant_by_number_by_name_or_by_a_part_of_it(asked: str, meant: Ban) -> None:
    assert ban_meant([ANN, BEA, HIDDEN], asked) == meant


def test_none_and_several_are_errors() -> None:
    with pytest.raises(BadValue):
        ban_meant([ANN], "nobody")
    with pytest.raises(SeveralPlayers):
        ban_meant([BEA, Ban(key="7", number="7", who="Annika")], "ann")


def test_a_list_tells_mutes_and_which_bans_the_bot_lifts() -> None:
    until = NOON + timedelta(hours=1)
    held = [
        Sanction(
            server="hall", kind=kind, name=name, key=key, actor=1, reason="caps", began_at=NOON, ends_at=until
        )
        for kind, name, key in ((SanctionKind.BAN, "Ann", "5"), (SanctionKind.MUTE, "Spam", ""))
    ]
    [page] = bans_pages("Hall", [ANN], held)
    text = page.description or ""
    assert "**1 banned**" in text
    assert f"the bot lifts it <t:{int(until.timestamp())}:R>" in text
    assert "**1 muted**\n**Spam**" in text
    assert "Nobody is banned." in (bans_pages("Hall", [], [])[0].description or "")
