"""The words for how long people played, and who is meant by a name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import BadValue, SeveralPlayers
from bot.domain.events import Departure
from bot.domain.playtime import Driven, Played, Someone
from bot.domain.snapshot import Identity, Player
from bot.services.playtime import Playtime, Stats
from bot.storage import visits
from bot.storage.database import Database
from bot.ui.played_choices import PeopleChoices
from bot.ui.playtime_embeds import leader_pages, played_words, stats_embed

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANN_ID = Identity("steam", "76561198000000001")
ANN, GUEST = Someone("Ann", ANN_ID), Someone("Ann", None, "hall")
TITLES = {"paddock": "Paddock", "hall": "Hollowmere"}
HOSTILE = ("**x**\n@everyone", "[a](http://b)", "\u202eevil", "n" * 400, "<@1>", "`", " ")


def played(who: Someone = ANN, **facts: object) -> Played:
    one = Played(
        server="paddock",
        who=who,
        total=2 * HOUR,
        visits=3,
        longest=HOUR,
        first_at=NOON,
        last_at=NOON + 9 * HOUR,
    )
    return replace(one, **facts)  # type: ignore[arg-type] # whatever the case says


def stats(*each: Played, driven: Driven = Driven()) -> Stats:  # noqa: B008 - a value
    return Stats(all=each[0], each=each, week=HOUR, month=timedelta(), driven=driven)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "under a minute"),
        (29, "under a minute"),
        (31, "1 min"),
        (3569, "59 min"),
        (3599, "1 h"),
        (3661, "1 h 1 min"),
        (90_000, "25 h"),
        (4_507_380, "1,252 h 3 min"),
    ],
)
def test_time_played_is_in_hours_and_whole_minutes(seconds: int, words: str) -> None:
    assert played_words(timedelta(seconds=seconds)) == words


def fields(one: Stats) -> dict[str | None, str | None]:
    return {field.name: field.value for field in stats_embed("Ann", one, TITLES).fields}


def test_stats_tell_how_much_how_often_and_when() -> None:
    assert fields(stats(played())) == {
        "Played": "2 h",
        "Last 7 days": "1 h",
        "Last 30 days": "nothing",
        "Visits": "3",
        "Longest visit": "1 h",
        "Seen": f"first <t:{int(NOON.timestamp())}:R>, last <t:{int((NOON + 9 * HOUR).timestamp())}:R>",
    }


def test_several_servers_are_told_apart_and_driving_is_told_where_there_was_any() -> None:
    told = fields(stats(played(), played(server="hall", visits=1), driven=Driven(laps=1, races=2)))
    where = (told["Where"] or "").splitlines()
    assert [line.split(" <t:")[0] for line in where] == [
        "**Paddock** · 2 h · 3 visits · last",
        "**Hollowmere** · 2 h · 1 visit · last",
    ]
    assert told["Driven"] == "1 lap · 2 races with a result"


def test_a_mere_name_is_called_weak_and_an_identity_is_not() -> None:
    assert "anybody can take it" in (stats_embed("Ann", stats(played(GUEST)), TITLES).description or "")
    assert stats_embed("Ann", stats(played()), TITLES).description is None
    text = leader_pages("Most", [played(), played(GUEST)], {ANN_ID: 42}, TITLES)[0].description or ""
    assert text.splitlines() == [
        "`  1` **Ann** <@42> · 2 h · 3 visits",
        "`  2` Ann (guest on Hollowmere) · 2 h · 3 visits",
    ]


def test_many_leaders_and_hostile_names_stay_within_discords_limits() -> None:
    whos = [Someone(name, who, name) for name in HOSTILE for who in (None, ANN_ID)] * 8
    pages = leader_pages("Most", [played(who) for who in whos], {ANN_ID: 2**63}, {})
    assert [len((page.description or "").splitlines()) for page in pages] == [15] * 7 + [7]
    for page in pages:
        assert len(page) <= 6000
        assert "@everyone" not in (page.description or "")
        assert "](http" not in (page.description or "")
    empty = leader_pages("Most", [], {}, {})
    assert [page.description for page in empty] == ["Nobody was seen playing yet."]


async def test_people_are_offered_under_values_that_tell_nothing(database: Database) -> None:
    account = Player(handle="1", name="Ann", identity=ANN_ID)
    guest, anna = Player(handle="2", name="Ann"), Player(handle="3", name="Anna")
    async with database.write() as connection:
        for player, server in ((account, "paddock"), (guest, "hall"), (anna, "hall")):
            await visits.open_visits(connection, server, [player], NOON)
            await visits.close_visit(connection, server, player.handle, NOON + HOUR, Departure.LEFT)
    choices = PeopleChoices(Playtime(database, lambda: NOON))
    offered = await choices.offer("an", TITLES)
    assert sorted(one.name for one in offered) == [
        "Ann",
        "Ann, a guest on Hollowmere",
        "Anna, a guest on Hollowmere",
    ]
    assert not any("7656119" in str(one.value) for one in offered)
    by_name = {one.name: str(one.value) for one in offered}
    assert await choices.choose(by_name["Ann"], TITLES) == ANN
    assert await choices.choose(by_name["Ann, a guest on Hollowmere"], TITLES) == GUEST
    assert (await choices.choose("anna", TITLES)).name == "Anna"
    with pytest.raises(SeveralPlayers, match="ann"):
        await choices.choose("ann", TITLES)
    for nobody in ("Zoe", "played:from-before-a-restart"):
        with pytest.raises(BadValue):
            await choices.choose(nobody, TITLES)
