"""What is peculiar to Terraria servers, asked over real HTTP in both dialects."""

from datetime import timedelta

import pytest

from bot.domain.bans import BanBy
from bot.domain.details import Pile
from bot.domain.errors import AuthFailed, BadValue, OutcomeUnknown, Rejected, Unreachable
from bot.domain.snapshot import Identity, Player
from sandbox.games.tshock import V4, JoinRefused
from sandbox.games.tshock.people import Item
from tests.cogs.tshock.world import Hall

HOSTILE = [
    '" /off-nosave',
    ";",
    "%41",
    "\\",
    '\\"',
    "[c/FF0000:red]",
    "\u202eevil",
    "Зоя-日本",
    "tsn:Ann",
    "/kick",
]


async def test_who_is_still_connecting_is_not_counted_and_cannot_be_removed(world: Hall) -> None:
    slot = world.game.connect()
    world.game.introduce(slot, "Coming")
    world.join("Ann")
    seen = await world.look()
    assert [player.name for player in seen.snapshot.players] == ["Ann"]
    assert seen.snapshot.capacity == 8


async def test_an_account_is_an_identity_and_a_character_is_none(world: Hall) -> None:
    world.game.join("Mira", account="mira_b", team=3)
    world.join("Guest")
    mira, guest = await world.player("Mira"), await world.player("Guest")
    assert mira.identity == Identity("tshock:hall", "mira_b")
    assert (mira.detail, guest.identity) == ("blue team", None)


async def test_a_world_is_shown_with_what_goes_on_in_it(world: Hall) -> None:
    quiet = (await world.look()).snapshot
    world.game.world.bloodmoon = True
    bloody = (await world.look()).snapshot
    assert (quiet.happenings, bloody.happenings) == ((), ("Blood moon",))
    assert {"Time", "World", "Started"} <= {fact.label for fact in quiet.facts}


async def test_without_a_token_only_what_is_open_is_read(world: Hall) -> None:
    backend = world.new_backend(username="")
    world.join("Ann")
    seen = (await backend.look({}))[""]
    assert [player.name for player in seen.snapshot.players] == ["Ann"]
    assert {path for path, _ in world.game.asked} == {"/v2/server/status"}
    with pytest.raises(AuthFailed, match="needs a token"):
        await backend.say("", "hello")


async def test_a_status_that_needs_a_token_is_asked_with_it(world: Hall) -> None:
    world.game.config.enable_token_endpoint_authentication = True
    assert await world.names() == []
    world.join("Ann")
    assert await world.names() == ["Ann"]
    without = [
        query for path, query in world.game.asked if path == "/v2/server/status" and "token" not in query
    ]
    assert len(without) == 1


async def test_a_restart_is_noticed_by_the_age_of_the_process(world: Hall) -> None:
    begin = (await world.look()).log
    assert begin is not None
    world.time += 600
    later = (await world.look({"": begin.position})).log
    assert later is not None
    assert (later.position, later.began_anew) == (begin.position, False)
    world.game.restart()
    anew = (await world.look({"": later.position})).log
    assert anew is not None
    assert (anew.position.epoch, anew.began_anew) == (1, True)
    again = (await world.look({"": anew.position})).log
    assert again is not None
    assert (again.position, again.began_anew) == (anew.position, False)


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_hits_nobody_else(world: Hall, name: str) -> None:
    for other in ("Ann", "Annabel", "7", name):
        world.join(other)
    await world.backend.whisper("", await world.player(name), "psst")
    assert [player.name for player in world.game.players if player.whispers] == [name]
    await world.backend.mute("", await world.player(name))
    assert [player.name for player in world.game.players if player.muted] == [name]
    await world.backend.kill("", await world.player(name))
    assert [player.name for player in world.game.players if player.deaths] == [name]
    world.game.player(name).inventory = [Item(8, "Torch", 5)]
    assert (await world.backend.details("", await world.player(name))).items == (Pile("Torch", 5),)
    await world.backend.kick("", await world.player(name), "%41 [c/00FF00:out] ;")
    assert await world.names() == sorted(["Ann", "Annabel", "7"])


async def test_a_name_that_others_begin_with_is_hit_alone(world: Hall) -> None:
    for name in ("Ann", "Annabel", "ann"):
        world.join(name)
    await world.backend.kick("", await world.player("Ann"), "out")
    assert await world.names() == ["Annabel", "ann"]


async def test_a_reason_arrives_as_it_was_written(world: Hall) -> None:
    world.join("Ann")
    ann = world.game.player("Ann")
    await world.backend.kick("", await world.player("Ann"), "50% & %41 + ü")
    assert ann.parted == "Kicked: 50% & %41 + ü"


async def test_who_is_immune_is_still_there_and_that_is_said(today: Hall) -> None:
    world = today  # before, a kick by the API was forced
    world.game.groups.add("boss", "default", ("tshock.admin.nokick",))
    boss = world.game.join("Boss", account="boss")
    assert boss.account is not None
    boss.account.group = "boss"
    with pytest.raises(Rejected, match=r"tshock\.admin\.nokick"):
        await world.backend.kick("", await world.player("Boss"), "out")


async def test_a_permission_that_is_missing_is_named_and_a_bad_token_is_told_apart(world: Hall) -> None:
    world.join("Ann")
    ann = await world.player("Ann")
    world.game.groups.find("steward").permissions.remove("tshock.rest.kick")
    with pytest.raises(AuthFailed, match=r"tshock\.rest\.kick"):
        await world.backend.kick("", ann, "out")
    with pytest.raises(AuthFailed, match="does not know the token") as caught:
        await world.new_backend(token="revoked-meanwhile").kick("", ann, "out")
    assert "revoked-meanwhile" not in f"{caught.value!r} {caught.value}"
    assert await world.names() == ["Ann"]


async def test_a_token_whose_group_is_gone_is_a_refusal(world: Hall) -> None:
    await world.look()
    world.game.groups.remove("steward")
    with pytest.raises(AuthFailed) as caught:
        await world.look()
    assert world.game.token not in f"{caught.value!r} {caught.value}"


async def test_a_crash_inside_the_server_shows_no_path_of_it(world: Hall) -> None:
    world.fail("look", "crash")
    with pytest.raises(Unreachable) as caught:
        await world.look()
    assert "home" not in str(caught.value)


async def test_a_status_written_as_a_number_is_read(world: Hall) -> None:
    world.fail("look", "integer_status")
    assert await world.names() == []


async def test_a_ban_can_be_by_account_by_character_or_by_address(world: Hall) -> None:
    await world.look()
    for way in world.backend.ban_ways(""):
        world.game.join("Evil", account="evil", ip="127.0.0.9")
        evil = await world.player("Evil")
        made = await world.backend.ban("", evil, None, "griefing", way)
        assert await world.names() == []
        assert "127.0.0.9" not in repr(made)
        assert made.by is way
        await world.backend.unban("", made.key)


async def test_by_address_everybody_there_is_refused(world: Hall) -> None:
    world.game.join("Evil", ip="127.0.0.9")
    await world.backend.ban("", await world.player("Evil"), None, "griefing", BanBy.ADDRESS)
    with pytest.raises(JoinRefused):
        world.game.join("Good", ip="127.0.0.9")
    world.game.join("Good", ip="127.0.0.8")


async def test_an_account_that_is_away_can_be_banned(world: Hall) -> None:
    away = Player(handle="", name="evil")
    if not world.game.dialect.modern:
        with pytest.raises(BadValue, match="account"):
            await world.backend.ban("", away, None, "", BanBy.ACCOUNT)
        return
    await world.look()
    await world.backend.ban("", away, None, "", BanBy.ACCOUNT)
    with pytest.raises(JoinRefused):
        world.game.join("Nice", account="evil")


async def test_a_guest_cannot_be_banned_by_account(world: Hall) -> None:
    world.join("Guest")
    with pytest.raises(BadValue):
        await world.backend.ban("", await world.player("Guest"), None, "", BanBy.ACCOUNT)
    assert await world.names() == ["Guest"]


async def test_a_timed_ban_ends_by_itself_where_the_server_can(world: Hall) -> None:
    world.join("Ann")
    made = await world.backend.ban("", await world.player("Ann"), timedelta(hours=1), "")
    if world.game.dialect is V4:
        assert made.until is None
        return
    assert made.until == world.now() + timedelta(hours=1)
    world.time += 3601
    assert await world.backend.bans("") == []
    world.join("Ann")


async def test_a_refused_whisper_is_told_in_the_servers_words(today: Hall) -> None:
    world = today  # before, nobody could refuse one
    world.join("Mira")
    world.game.player("Mira").accepts_whispers = False
    with pytest.raises(Rejected, match="not accepting whispers"):
        await world.backend.whisper("", await world.player("Mira"), "psst")


async def test_a_server_that_still_makes_its_world_is_shown_as_it_is(world: Hall) -> None:
    world.join("Ann")
    world.game.restart(loading=True)
    assert await world.names() == []


async def test_an_unclear_mute_is_sent_once(world: Hall) -> None:
    world.join("Ann")
    world.fail("mute", "lost_answer")
    with pytest.raises(OutcomeUnknown):
        await world.backend.mute("", await world.player("Ann"))
    assert world.sent("mute") == 1
