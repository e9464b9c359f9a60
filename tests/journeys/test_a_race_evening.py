"""What people see in their channels while others race."""

from tests.evening import Evening


async def test_somebody_who_joins_is_on_the_board_and_in_the_feed(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    await story.until_shown("status", "Ann")
    await story.until_shown("feed", "Ann", "joined")
