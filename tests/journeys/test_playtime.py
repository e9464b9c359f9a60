"""Who played how long, asked by a member in Discord."""

import re

from sandbox.games.tshock import TShockServer
from tests.evening import Evening


async def by_hand(story: Evening) -> None:
    """Let the bot look only when told: a look that is under way while the clock jumps sees two times."""
    assert story.app is not None
    await story.app.schedule.stop()


async def minutes_pass(story: Evening, source: str, minutes: int) -> None:
    """Let time pass, with a look at one server every minute, and what the bot itself does every minute."""
    assert story.app is not None
    for _ in range(minutes):
        story.clock.pass_by(minutes=1)
        await story.look(source)
        await story.app.tracking.keep_seen()


async def test_a_linked_member_sees_their_own_time_and_a_name_that_of_another(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    story.paddock.join("Ben")
    await story.look()
    tom = story.person("tom")
    assert "No name in a game is linked to you" in (await tom.slash("stats")).text
    code = re.search(r"\d{4}-\d{4}", (await tom.slash("linkme")).text)
    assert code is not None
    story.paddock.say(ann, f"!linkme {code[0]}")
    await story.until_shown("audit", "is linked")
    await by_hand(story)
    await minutes_pass(story, "paddock", 3)
    own = await tom.slash("stats")
    assert own.ephemeral
    assert "3 min" in own.text
    assert "Your playtime" in own.text
    other = await tom.slash("stats", player="Ben", server="paddock")
    assert "Playtime of Ben" in other.text
    assert "3 min" in other.text
    board = await tom.slash("leaderboard")
    assert f"**Ann** <@{tom.id}>" in board.text
    assert "**Ben**" in board.text
    assert ann.steamid not in own.text + other.text + board.text


async def test_names_are_offered_without_telling_who_they_are(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    await story.look()
    tom = story.person("tom")
    offered = await tom.autocomplete("stats", {}, focused="player", typed="an")
    assert [choice["name"] for choice in offered] == ["Ann"]
    assert ann.steamid not in str(offered)
    assert "Playtime of Ann" in (await tom.slash("stats", player=offered[0]["value"])).text
    assert "must be" in (await tom.slash("stats", player="Nobody of that name")).text


async def test_a_guest_is_kept_apart_from_the_account_of_that_name(terraria: Evening) -> None:
    hall, tom = terraria.hall, terraria.person("tom")
    await by_hand(terraria)
    await played_as(terraria, hall, None, 2)
    await played_as(terraria, hall, "Nell", 5)
    board = (await tom.slash("leaderboard", server="hall")).text.splitlines()
    ranked = [line for line in board if "Nell" in line]
    assert ["5 min" in ranked[0], "guest" in ranked[0]] == [True, False]
    assert ["2 min" in ranked[1], "guest on Hollowmere" in ranked[1]] == [True, True]
    assert "a guest on Hollowmere" in (await tom.slash("stats", player="Nell")).text  # which of the two?


async def played_as(story: Evening, hall: TShockServer, account: str | None, minutes: int) -> None:
    player = hall.join("Nell", account=account)
    await story.look("hall")
    await minutes_pass(story, "hall", minutes)
    hall.leave(player)
    await story.look("hall")


async def test_while_the_bot_was_away_nobody_is_counted_as_playing(terraria: Evening) -> None:
    terraria.hall.join("Nell", account="nell")
    await by_hand(terraria)
    await terraria.look("hall")
    await minutes_pass(terraria, "hall", 2)
    await terraria.stop()
    terraria.clock.pass_by(hours=5)
    await terraria.start()
    await terraria.look("hall")
    told = (await terraria.person("tom").slash("stats", player="Nell")).text
    assert "2 min" in told
    assert "5 h" not in told
