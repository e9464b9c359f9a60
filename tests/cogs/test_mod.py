"""/mod: what stewards decide and look at, used at the local Discord."""

from typing import Any

import pytest

from bot.domain.classification import PenaltyKind
from bot.domain.errors import BadValue
from bot.domain.racing import IncidentKind
from bot.storage import incidents
from cogs.mod.race_control import amount_meant
from sandbox.discord.errors import ClientRefused
from tests.bot.driving import ANN, BEN, incident
from tests.bot.ui.results import STEAM, duel
from tests.bot.ui.test_result_posts import ended, first_places, posts
from tests.evening import Evening

PENALTY: dict[str, Any] = {"kind": "Time, in seconds", "amount": 5, "reason": "Pushed"}


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        (PenaltyKind.DISQUALIFIED, 5.0),
        (PenaltyKind.TIME, None),
        (PenaltyKind.PLACES, None),
        (PenaltyKind.PLACES, 1.5),
    ],
)
def test_a_kind_and_an_amount_that_do_not_go_together_are_refused(
    kind: PenaltyKind, amount: float | None
) -> None:
    with pytest.raises(BadValue):
        amount_meant(kind, amount)


def test_amounts_are_seconds_or_places_and_nothing_for_a_disqualification() -> None:
    assert amount_meant(PenaltyKind.TIME, 2.5) == 2500
    assert amount_meant(PenaltyKind.PLACES, 3.0) == 3
    assert amount_meant(PenaltyKind.DISQUALIFIED, None) == 0


async def choice(
    story: Evening, who: str, focused: str, typed: str = "", **options: object
) -> list[dict[str, str]]:
    return await story.person(who).autocomplete("mod penalty", options, focused=focused, typed=typed)


async def test_a_penalty_is_given_by_lists_alone_and_changes_the_post(story: Evening) -> None:
    await ended(story, duel())
    await story.discord.until(lambda: posts(story), timeout=10)
    [post] = posts(story)
    [result] = await choice(story, "mona", "result")
    assert "Race \N{MIDDLE DOT} track 41" in result["name"]
    [ann] = await choice(story, "mona", "driver", "an", result=result["value"])
    assert ann["name"] == "Ann"
    assert STEAM not in str([result, ann])
    answer = await story.person("mona").slash(
        "mod penalty", result=result["value"], driver=ann["value"], **PENALTY
    )
    assert "`  1` **Ben** (was 2)" in answer.text
    assert answer.message.ephemeral
    await story.discord.until(lambda: first_places([post]) == ["Ben"], timeout=10)
    await story.until_shown("audit", "penalised **Ann**", "Pushed")


async def test_a_penalty_is_taken_back_and_stays_in_the_history(story: Evening) -> None:
    [number] = await ended(story, duel())
    await story.discord.until(lambda: posts(story), timeout=10)
    [post] = posts(story)
    mona, result = story.person("mona"), f"result:{number}"
    await mona.slash("mod penalty", result=result, driver="Ann", **PENALTY)
    await story.discord.until(lambda: first_places([post]) == ["Ben"], timeout=10)
    shown = await mona.slash("mod penalties", result=result)
    assert "**Ann** +5 s: Pushed" in shown.text
    back = await mona.choose(shown.message, "Ann: +5 s")
    assert "`  1` **Ann** (was 2)" in back.text
    await story.discord.until(lambda: first_places([post]) == ["Ann"], timeout=10)
    again = await mona.slash("mod penalties", result=result)
    assert "taken back by" in again.text
    assert again.message.components == []
    await story.until_shown("audit", "took back a penalty of **Ann**")


async def test_whoever_lost_the_role_cannot_take_a_penalty_back(story: Evening) -> None:
    [number] = await ended(story, duel())
    mona = story.person("mona")
    await mona.slash("mod penalty", result=f"result:{number}", driver="Ann", **PENALTY)
    shown = await mona.slash("mod penalties", result=f"result:{number}")
    story.guild.set_roles("mona", [])
    answer = await mona.choose(shown.message, "Ann: +5 s")
    assert "is for moderators" in answer.text
    assert story.app is not None
    kept = await story.app.results.find(number)
    assert kept is not None
    assert [one.revoked_at for one in kept.penalties] == [None]


async def test_only_the_servers_own_moderators_judge_its_results(prepared: Evening) -> None:
    story = prepared
    story.more_settings = (
        f"  oval: {{game: ams2, url: '{story.paddock.url}', username: steward, password: pw,"
        " roles: {moderator: [Admin]}}\n"
    )
    await story.start()
    [here] = await ended(story, duel())
    [there] = await ended(story, duel(), server="oval")
    assert [one["value"] for one in await choice(story, "mona", "result")] == [f"result:{here}"]
    assert len(await choice(story, "ada", "result")) == 2
    refused = await story.person("mona").slash(
        "mod penalty", result=f"result:{there}", driver="Ann", **PENALTY
    )
    assert "is for moderators" in refused.text
    assert await choice(story, "mona", "driver", result=f"result:{there}") == []


async def test_drivers_are_not_offered_what_stewards_do(story: Evening) -> None:
    with pytest.raises(ClientRefused):
        await story.person("tom").slash("mod incidents")


async def test_what_cannot_be_is_answered_with_what_to_do(story: Evening) -> None:
    [number] = await ended(story, duel())
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"result": "nonsense"}, "no such result"),
        ({"result": "result:99"}, "no such result"),
        ({"driver": "Zoe"}, "not in this result"),
        ({"amount": 0.2}, "between a second and an hour"),
        ({"kind": "Disqualify"}, "left out"),
    ]
    for options, words in wrong:
        wanted = {"result": f"result:{number}", "driver": "Ann", **PENALTY, **options}
        answer = await story.person("mona").slash("mod penalty", **wanted)
        assert words in answer.text


async def test_incidents_are_counted_for_moderators_with_a_word_of_caution(story: Evening) -> None:
    [number] = await ended(story, duel())
    nothing = await story.person("mona").slash("mod incidents")
    assert "Nothing was counted" in nothing.text
    assert story.app is not None
    async with story.app._database.write() as connection:
        cut = incident("1", BEN, kind=IncidentKind.CUT, is_penalised=True, weight=800)
        hits = [incident("2", ANN, weight=310), incident("3", ANN, weight=20, other=BEN)]
        await incidents.put(connection, "paddock", [cut, *hits])
    for options in ({}, {"stage": f"result:{number}"}):
        answer = await story.person("mona").slash("mod incidents", **options)
        lines = [line.split() for line in answer.text.split("```")[1].strip().splitlines()]
        assert lines == [
            ["driver", "hits", "worst", "cuts", "pen."],
            ["Ann", "2", "310"],
            ["Ben", "1", "1"],
        ]
        assert "not always to blame" in answer.text
        assert answer.message.ephemeral
