"""A Terraria server beside the race server."""

from tests.evening import Evening


async def test_its_board_shows_who_is_there(terraria: Evening) -> None:
    terraria.hall.join("Nell")
    await terraria.look("hall")
    await terraria.until_shown("hall-status", "Nell")
    assert not terraria.shows("status", "Nell")
