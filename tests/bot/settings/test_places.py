from pathlib import Path

from bot.settings import Roles, ServerChannels
from tests.bot.settings.arcade import GOOD, hall, loaded

EACH = """\
    each:
      back room:
        channels: {status: 555}
        roles: {moderator: [], admin: [Janitor]}
      attic: {roles: {admin: []}}
"""


def test_a_source_with_one_server_has_its_place(tmp_path: Path) -> None:
    place = hall(loaded(tmp_path)).place_of("")
    assert place.channels == ServerChannels(status=222, chat=444)
    assert place.roles.moderator == ("Hall Monitor",)


def test_a_server_behind_a_source_is_set_apart_by_its_name(tmp_path: Path) -> None:
    source = hall(loaded(tmp_path, GOOD + EACH))
    assert source.place_of("back room").channels == ServerChannels(status=555, chat=444)
    assert source.place_of("front room").channels == ServerChannels(status=222, chat=444)


def test_a_list_of_roles_replaces_the_guilds_and_an_empty_one_takes_the_level_away(tmp_path: Path) -> None:
    settings = loaded(tmp_path, GOOD + EACH)
    source = hall(settings)
    front = source.place_of("front room").roles.within(settings.roles)
    assert front == Roles(admin=("Admin",), moderator=("Hall Monitor",))
    attic = source.place_of("attic").roles.within(settings.roles)
    assert attic == Roles(admin=(), moderator=("Hall Monitor",))
    back = source.place_of("back room").roles.within(settings.roles)
    assert back == Roles(admin=("Janitor",), moderator=())
