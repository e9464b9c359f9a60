from sandbox.games.tshock import TShockServer
from tests.sandbox.games.tshock.support import Client


async def named(client: Client, text: str) -> str:
    """Return whom a text means, or the error."""
    _, body = await client.get("/v3/players/read", player=text)
    answer: str = body.get("nickname", body.get("error"))
    return answer


def with_people(server: TShockServer) -> None:
    for name in ("Alice In Chains", "Ali", "7", "3rd Man"):
        server.join(name)


async def test_before_a_slot_wins_then_the_exact_name_then_the_beginning(old: Client) -> None:
    with_people(old.server)
    assert await named(old, "0") == "Alice In Chains"
    assert await named(old, "Ali") == "Ali"
    assert await named(old, "alice") == "Alice In Chains"
    assert await named(old, "ali") == "Player ali matches 2 players"
    assert await named(old, "7") == "7"


async def test_before_a_name_that_is_a_number_can_hit_somebody_elses_slot(old: Client) -> None:
    old.server.join("1")
    old.server.join("Bo")
    assert await named(old, "1") == "Bo"


async def test_today_an_exact_name_has_no_preference(new: Client) -> None:
    with_people(new.server)
    assert await named(new, "Ali") == "Player Ali matches 2 players"
    assert await named(new, "tsn:Ali") == "Ali"
    assert await named(new, " 3rd ") == "3rd Man"


async def test_today_a_person_can_be_counted_twice(new: Client) -> None:
    with_people(new.server)
    assert await named(new, "3") == "Player 3 matches 2 players"
    assert await named(new, "tsi:3") == "3rd Man"


async def test_today_a_prefix_falls_through_to_the_beginning_of_names(new: Client) -> None:
    with_people(new.server)
    new.server.leave(new.server.player("Ali"))
    assert await named(new, "tsn:Ali") == "Alice In Chains"
    assert await named(new, "tsi:9") == "Player tsi:9 was not found"


async def test_before_there_are_no_prefixes(old: Client) -> None:
    with_people(old.server)
    assert await named(old, "tsn:Ali") == "Player tsn:Ali was not found"


async def test_a_slot_is_nobody_until_somebody_plays_in_it(both: Client) -> None:
    comer = both.server.connect()
    both.server.introduce(comer, "Ann")
    assert await named(both, "0") == "Player 0 was not found"
    assert await named(both, "An") == "Ann"


async def test_names_may_hold_quotes_commas_and_any_letters(both: Client) -> None:
    for name in ('Bob, the "Builder"', "Зоя-日本"):
        both.server.join(name)
        assert await named(both, name) == name
