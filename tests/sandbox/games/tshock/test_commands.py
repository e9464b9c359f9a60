import pytest

from tests.sandbox.games.tshock.support import Client

UNKNOWN = ["Invalid command entered. Type /help for a list of valid commands."]


def quoted(name: str) -> str:
    """Write a name so that the console reads it as one word."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


async def test_the_first_character_is_thrown_away_whatever_it_is(both: Client) -> None:
    for text in ("/who", ".who", "!who"):
        assert await both.command(text) == ["There are currently no players online."]
    for text in ("who", "/nosuch", "/"):
        assert await both.command(text) == UNKNOWN
    assert await both.refused("/v3/server/rawcmd") == ("400", "Missing or empty cmd parameter")


async def test_a_blank_behind_the_slash_is_explained_today(old: Client, new: Client) -> None:
    assert await old.command("/ who") == UNKNOWN
    assert (await new.command("/ who"))[0].startswith("You entered a space after /")


async def test_once_the_lines_could_be_had_as_one_string(old: Client) -> None:
    old.server.join("Ann")
    answer = await old.ask("/v2/server/rawcmd", cmd="/who")
    assert answer["response"] == "Online Players (1/8)\nAnn"


async def test_who_is_there_and_in_which_slot(old: Client, new: Client) -> None:
    for client, count, ann in (
        (old, "2", "Ann (IX: 0, ID: 1)"),
        (new, "[c/AAFFAA:2]", "Ann (Index: 0, Account ID: 1)"),
    ):
        client.server.join("Ann", account="ann")
        client.server.join("Bo")
        assert await client.command("/who") == [f"Online Players ({count}/8)", "Ann, Bo"]
        bo = ann.replace("Ann", "Bo").replace(": 0, ID: 1", ": 1").replace(": 0, Account ID: 1", ": 1")
        assert await client.command("/who -i") == [f"Online Players ({count}/8)", f"{ann}, {bo}"]


async def test_a_whisper_reaches_one_player_and_is_confirmed(both: Client) -> None:
    ann, bo = both.server.join("Alice In Chains"), both.server.join("Bo")
    answer = await both.command(f"/w {quoted('Alice In Chains')} your code is 483-112")
    assert answer == ["<To Alice In Chains> your code is 483-112"]
    assert ann.whispers == ["<From steward> your code is 483-112"]
    assert bo.whispers == []


@pytest.mark.parametrize("name", ['Bob, the "B"', "back\\slash\\", '" /off', "%41 [c/FF0000:x]", "Зоя 日本"])
async def test_a_quoted_name_is_one_word_whatever_is_in_it(old: Client, name: str) -> None:
    player = old.server.join(name)
    assert await old.command(f"/w {quoted(name)} hi") == [f"<To {name}> hi"]
    assert player.whispers == ["<From steward> hi"]
    assert old.server.ending == ""


async def test_a_name_with_a_blank_that_is_not_quoted_becomes_part_of_the_text(old: Client) -> None:
    ann = old.server.join("Alice In Chains")
    assert await old.command("/w Alice In Chains hello") == ["<To Alice In Chains> In Chains hello"]
    assert ann.whispers == ["<From steward> In Chains hello"]


async def test_whispers_to_nobody_to_several_and_to_whoever_wants_none(old: Client, new: Client) -> None:
    for client in (old, new):
        client.server.join("Alice").accepts_whispers = False
        client.server.join("Ali")
    assert await old.command("/w Zed hi") == ["Invalid player!"]
    assert await old.command("/w A hi") == [
        "More than one match found: Alice,Ali",
        'Use "my query" for items with spaces',
    ]
    assert await old.command("/w Alice hi") == ["<To Alice> hi"]
    assert await new.command("/w Zed hi") == ['Could not find any player named "Zed"']
    assert (await new.command("/w A hi"))[:2] == [
        "More than one match found -- unable to decide which is correct: ",
        "Alice, Ali",
    ]
    assert await new.command("/w Alice hi") == ["Alice is not accepting whispers."]


async def test_a_command_needs_its_own_right_too(both: Client) -> None:
    both.server.groups.add("mute", permissions=("tshock.rest.command",))
    both.server.tokens.add_application("CMD", "clerk", "mute")
    ann = both.server.join("Ann")
    assert await both.command("/w Ann hi", token="CMD") == ["You do not have access to this command."]
    assert await both.command("/time noon", token="CMD") == ["You do not have access to this command."]
    assert ann.whispers == []


async def test_announcements_reach_everybody_and_answer_nothing(both: Client) -> None:
    ann = both.server.join("Ann")
    assert await both.command("/say hello   there") == []
    assert ann.screen[-1] == "(Server Broadcast) hello there"
    assert await both.command("/time noon") == []
    assert await both.command("/time") == ["The current time is 12:00."]
    assert await both.command("/slap Ann 10") == []
    assert ann.screen[-1] == "steward slapped Ann for 10 damage."


async def test_a_kick_by_command_is_forced_and_names_who_did_it(both: Client) -> None:
    both.server.accounts.add("chief", "secret", "superadmin")
    chief, bo = both.server.join("Chief", account="chief"), both.server.join("Bo")
    assert await both.command("/kick Chief Too LOUD") == []
    assert chief.parted == "Kicked: Too LOUD"
    assert bo.screen[-2] == "steward force kicked Chief for 'too loud'"
    nobody = (
        "Player not found. Unable to kick the player." if both.server.dialect.modern else "Invalid player!"
    )
    assert await both.command("/kick Chief") == [nobody]
    assert (await both.command("/kick"))[0].endswith("Proper syntax: /kick <player> [reason]")


async def test_mute_and_unmute_are_the_same_toggle_and_spare_whoever_may_mute(both: Client) -> None:
    both.server.accounts.add("chief", "secret", "superadmin")
    both.server.join("Chief", account="chief")
    ann = both.server.join("Ann")
    assert await both.command("/unmute Ann caps") == []
    assert ann.muted
    assert ann.screen[-1] == "Ann has been muted by steward for caps."
    assert await both.command("/mute Ann") == []
    assert not ann.muted
    assert len(await both.command("/mute Chief")) == 1


async def test_a_silent_mute_is_told_to_the_caller_alone_today(new: Client) -> None:
    ann = new.server.join("Ann")
    shown = list(ann.screen)
    assert await new.command(".mute Ann caps") == ["You have muted Ann for caps"]
    assert ann.screen == shown


async def test_somebody_looked_up_with_address_and_account(old: Client) -> None:
    old.server.join("Ann", account="ann", ip="192.0.2.7")
    assert await old.command("/userinfo Ann") == [
        "IP Address: 192.0.2.7 | Logged in as: ann | Group: default"
    ]


async def test_an_account_made_by_command_can_log_in_in_both_dialects(both: Client) -> None:
    both.server.tokens.add_application("CHIEF", "chief", "superadmin")
    made = await both.command("/user add ann secret steward", token="CHIEF")
    assert made == ["Account ann has been added to group steward!"]
    await both.ask("/v2/token/create", username="ann", password="secret")
    assert await both.command("/user del zed", token="CHIEF") == ["User zed does not exist!"]


async def test_commands_of_the_game_alone_and_of_other_versions(old: Client, new: Client) -> None:
    for client in (old, new):
        assert await client.command("/login x") == ["You must use this command in-game."]
        assert await client.command("/tempban Ann 1d") == UNKNOWN
    assert await old.command("/pm Ann hi") == UNKNOWN
    assert await old.command("/accountinfo ann") == UNKNOWN


async def test_long_answers_come_in_pages_of_four_lines_of_eighty_letters(old: Client) -> None:
    for number in range(40):
        old.server.rows.add(name=f"Player {number:02}")
    first = await old.command("/ban list")
    assert first[0] == "Bans (1/2):"
    assert first[-1] == "Type /ban list 2 for more."
    assert len(first) == 6
    assert all(line.endswith(", ") and len(line) <= 80 for line in first[1:-1])
    assert await old.command("/ban list 2") == await old.command("/ban list 99")


async def test_help_names_what_the_caller_may_and_the_dialect_has(old: Client, new: Client) -> None:
    for client in (old, new):
        client.server.tokens.add_application("CMD", "clerk", "clerks")
        client.server.groups.add("clerks", permissions=("tshock.rest.command", "tshock.whisper"))
    before, today = [await one.command("/help", token="CMD") for one in (old, new)]
    everybody = "/login, /register, /me, /help, /motd, /rules"
    assert before == ["Commands (1/1):", f"/playing, /whisper, {everybody}"]
    assert today == ["Commands (1/1):", f"/playing, /whisper, /tell, {everybody}"]


async def test_the_motd_of_the_command_has_its_placeholders_filled(both: Client) -> None:
    both.server.join("Ann")
    assert await both.command("/motd") == [
        "You have reached Hollowmere.",
        "Here now: Ann",
        "Type /rules first.",
    ]


async def test_commands_are_logged_with_their_words(both: Client) -> None:
    both.server.join("Ann")
    await both.command('/w "Ann" code 1234')
    assert both.server.log.lines[-1].endswith('Utils: INFO: steward executed: /w "Ann" code 1234.')


async def test_an_invasion_is_begun_and_ended_by_the_same_command(both: Client) -> None:
    both.server.tokens.add_application("CHIEF", "chief", "superadmin")
    assert await both.command("/invade pirates", token="CHIEF") == []
    assert (await both.ask("/world/read"))["invasionsize"] > 0
    assert await both.command("/invade pirates", token="CHIEF") == []
    assert (await both.ask("/world/read"))["invasionsize"] == 0
