"""What a board shows of a full grid, and of a server that is silent."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import AuthFailed, Unreachable
from bot.domain.health import Condition, Health
from bot.domain.outcomes import Outcome, Receipt
from bot.domain.places import Place
from bot.domain.snapshot import Fact, Identity, Player, Snapshot, Stage
from bot.services.servers import Server
from bot.ui.embeds import overview_embed, receipt_embed, status_embed, total_words

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def server(snapshot: Snapshot | None, *failures: Exception, name: str = "paddock") -> Server:
    health = Health(condition=Condition.LIVE, since=NOON)
    for number, error in enumerate(failures):
        assert isinstance(error, (Unreachable, AuthFailed))
        health = health.failed(error, NOON + timedelta(seconds=5 * number))
    return Server(
        name=name,
        inner="",
        source=None,  # type: ignore[arg-type] # a presenter asks nothing of it
        place=Place(),
        health=health,
        snapshot=snapshot,
        seen_at=snapshot.at if snapshot else None,
    )


def grid(count: int) -> Snapshot:
    players = tuple(
        Player(
            handle=str(number),
            name=f"driver number {number} with a name",
            identity=Identity("steam", f"7656119{number:010}"),
            place=number,
            detail="Mercedes-AMG GT3 Evo",
        )
        for number in range(1, count + 1)
    )
    stage = Stage(name="Race", lap=4, laps=12)
    return Snapshot(at=NOON, title="Paddock", players=players, capacity=32, ai_count=2, stage=stage)


def text(embed: object) -> str:
    return str(getattr(embed, "to_dict")())  # noqa: B009 - discord.Embed's own form


def test_a_full_grid_is_shown_whole_with_its_members() -> None:
    snapshot = grid(31)
    members = {player.identity: 10**18 + i for i, player in enumerate(snapshot.players) if player.identity}
    embed = status_embed(server(snapshot), members)
    shown = "\n".join(field.value or "" for field in embed.fields)
    assert all(f"driver number {number} " in shown for number in range(1, 32))
    assert shown.count("<@") == 31
    assert len(embed) <= 6000


def test_the_same_snapshot_makes_the_same_embed_whenever_it_was_seen() -> None:
    early, late = grid(3), grid(3)
    assert status_embed(server(early), {}).to_dict() == status_embed(server(late), {}).to_dict()


def test_no_steam_id_is_ever_shown() -> None:
    assert "7656119" not in text(status_embed(server(grid(31)), {}))


@pytest.mark.parametrize(
    ("failures", "words"),
    [(1, "may be old"), (2, "may be old"), (3, "No answer")],
)
def test_a_silent_server_shows_its_state_and_when_it_was_seen(failures: int, words: str) -> None:
    embed = status_embed(server(grid(2), *[Unreachable("paddock", "look", "no answer")] * failures), {})
    assert words in (embed.description or "")
    assert f"<t:{int(NOON.timestamp())}:R>" in (embed.description or "")


def test_a_refusing_server_says_what_the_operator_must_do() -> None:
    embed = status_embed(server(None, AuthFailed("paddock", "look", "answers 401")), {})
    assert "user name, password" in (embed.description or "")


def test_hostile_names_and_facts_stay_text() -> None:
    player = Player(handle="1", name="**@everyone** [x](http://y)\n# big")
    snapshot = Snapshot(at=NOON, title="`t`", players=(player,), facts=(Fact("*a*", "@here"),))
    shown = text(status_embed(server(snapshot), {}))
    assert "@everyone" not in shown
    assert "@here" not in shown
    assert "](http://" not in shown


def test_a_thousand_servers_fit_on_the_overview_which_says_how_many_it_leaves_out() -> None:
    servers = [server(grid(1), name=f"s{number}") for number in range(1000)]
    embed = overview_embed(servers)
    assert len(embed) <= 6000
    assert "more" in (embed.description or "")


def test_only_servers_that_answer_are_counted() -> None:
    lost = server(grid(5), *[Unreachable("oval", "look", "no answer")] * 3, name="oval")
    assert total_words([server(grid(3)), lost]) == "3 playing on 1 of 2 servers"


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_its_words(outcome: Outcome) -> None:
    embed = receipt_embed("Kick", [Receipt(server="paddock", outcome=outcome, words="no answer in time")])
    assert "paddock" in (embed.description or "")
