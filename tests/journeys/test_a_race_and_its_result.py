"""A whole race evening, of which people read the results: with those who left, and those thrown out."""

import csv
import io

from sandbox.discord.model import Message
from sandbox.games.ams2 import Weekend
from tests.evening import Evening

SHORT = {"PracticeLength": 5, "QualifyLength": 4, "RaceLength": 4}


async def test_a_race_ends_and_its_table_is_in_the_channel_with_everybody_in_it(story: Evening) -> None:
    await race(story)
    await story.discord.until(lambda: len(story.discord.messages_in("results")) == 3, timeout=15)
    posts = story.discord.messages_in("results")
    assert [post.text.partition(" ")[0] for post in posts] == ["Practice", "Qualifying", "Race"]
    assert all(post.files for post in posts)
    lines = await table(story, posts[-1])
    statuses = [line["status"] for line in lines]
    assert {"finished", "left", "retired", "disqualified"} <= set(statuses)
    placed = [line["place"] for line in lines if line["place"]]
    assert placed == [str(number) for number in range(1, len(placed) + 1)]
    assert statuses[: len(placed)] == ["finished"] * len(placed)
    assert statuses[-1] == "disqualified"
    assert len({line["driver"] for line in lines}) == len(lines)
    await story.look()
    await story.stop()
    await story.start()
    await story.look()
    assert story.discord.messages_in("results") == posts


async def race(story: Evening) -> None:
    """Let one evening pass, from the lobby to the end of the race, and the bot look at it now and then."""
    game = story.paddock
    game.next_attributes |= SHORT
    for number, (wait, step) in enumerate(Weekend(game, seed=8).course()):
        story.clock.pass_by(seconds=wait)
        step()
        if number % 100 == 0:
            await story.look()
        if game.session_stage.startswith("Race") and game.session_state == "Returning":
            break
    await story.look()


async def table(story: Evening, post: Message) -> list[dict[str, str]]:
    """What somebody gets who presses CSV."""
    answer = await story.person("tom").press(post, label="CSV")
    [file] = answer.message.files
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
