"""The control panel as a table: from what is seen of a server to what stands in the message."""

from collections.abc import Sequence

import discord
import pytest

from bot.domain.capabilities import CanRestart, CanSetSession
from bot.domain.presets import Preset
from bot.domain.snapshot import Fact, Player
from bot.ui.embeds import page_links
from bot.ui.panel import chosen_player, panel_embed, panel_view, value_of
from tests.evening import Evening

HOSTILE = ("**x**\n@everyone", "\u202e[a](http://b)", " ", "n" * 400, "<@1>")


def people(names: Sequence[str]) -> dict[str, Player]:
    return {
        str(number): Player(handle=str(number), name=name, detail="car\n" * 60)
        for number, name in enumerate(names)
    }


def lists(view: discord.ui.View) -> list[discord.ui.Select[discord.ui.View]]:
    return [item for item in view.children if isinstance(item, discord.ui.Select)]


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (25, [25]), (26, [25, 1]), (64, [25, 25, 14])])
async def test_more_players_than_a_list_holds_go_into_further_lists(
    story: Evening, count: int, sizes: list[int]
) -> None:
    story.server.roster = people([f"Driver {number:02}" for number in range(count)])
    view = panel_view(story.server)
    assert [len(one.options) for one in lists(view)] == sizes
    assert len(view.to_components()) == 1 + len(sizes)


async def test_hostile_names_stay_within_discords_limits(story: Evening) -> None:
    story.server.roster = people(HOSTILE)
    (menu,) = lists(panel_view(story.server))
    for option in menu.options:
        assert 1 <= len(option.label) <= 100
        assert "\n" not in option.label + (option.description or "")
        assert len(option.description or "") <= 100
    assert "@everyone" not in (panel_embed(story.server).description or "")


async def test_what_the_server_lacks_has_no_button(story: Evening) -> None:
    def labels() -> list[str | None]:
        view = panel_view(story.server)
        return [item.label for item in view.children if isinstance(item, discord.ui.Button)]

    assert labels() == ["Who is playing", "Advance", "Restart", "Say"]
    story.server.source.backend.lacks = frozenset({CanRestart})
    assert labels() == ["Who is playing", "Advance", "Say"]


async def test_presets_have_a_button_where_one_fits_and_the_session_can_be_set(story: Evening) -> None:
    def has_button() -> bool:
        view = panel_view(story.server)
        return any(isinstance(item, discord.ui.Button) and item.label == "Preset" for item in view.children)

    source = story.server.source
    assert not has_button()
    source.presets = [Preset(name="x", file="", wishes=(), servers=("paddock",))]
    assert has_button()
    source.backend.lacks = frozenset({CanSetSession})
    assert not has_button()
    source.backend.lacks = frozenset()
    source.presets = [Preset(name="x", file="", wishes=(), servers=("oval",))]
    assert not has_button()


async def test_a_handle_that_is_somebody_elses_now_means_nobody(story: Evening) -> None:
    ann, ben = Player(handle="7", name="Ann"), Player(handle="7", name="Ben")
    story.server.roster = {"7": ben}
    assert chosen_player(story.server, value_of(ann)) is None
    assert chosen_player(story.server, value_of(ben)) is ben


def test_an_address_cannot_end_its_link() -> None:
    assert (
        page_links([Fact("Status", "https://x.org/a(b) c?d=1")]) == "[Status](https://x.org/a%28b%29%20c?d=1)"
    )
