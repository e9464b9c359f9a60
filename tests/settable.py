"""A game whose session has a few settings and always answers alike, for stories about changing them."""

from collections.abc import Mapping, Sequence

from bot.domain.errors import BadValue
from bot.domain.session_settings import Applied, Change, Choice, Setting, SettingKind
from bot.domain.snapshot import Fact
from cogs.ams2.backend import AMS2
from tests.evening import Evening

WEATHER = Setting(
    key="Weather",
    name="Weather",
    group="Sky *and* time",
    kind=SettingKind.CHOICE,
    value="1",
    shown="Clear",
    choices=(Choice("1", "Clear"), Choice("2", "Rain")),
)
GRID = Setting(
    key="Grid",
    name="Grid size",
    group="Grid",
    kind=SettingKind.NUMBER,
    value="20",
    shown="20",
    lowest=2,
    highest=64,
    only_next=True,
)
HOST = Setting(
    key="Host", name="Host", group="Grid", kind=SettingKind.TEXT, value="x", shown="x", is_writable=False
)


class Settable(AMS2):
    """The evening's game, with a few settings that stay as they are."""

    asked: tuple[tuple[Mapping[str, str], bool, bool], ...] = ()

    def session_settings(self, server: str) -> Sequence[Setting]:
        return WEATHER, GRID, HOST

    def pages(self, server: str) -> Sequence[Fact]:
        return (Fact("Status", "https://example.org/status?a=(b)"),)

    async def set_session(
        self, server: str, values: Mapping[str, str], *, upcoming: bool = False, copy_to_next: bool = False
    ) -> Sequence[Change]:
        if values.get("Grid") == "13":
            raise BadValue("Grid size", "13", "any other number")
        self.asked = (*self.asked, (values, upcoming, copy_to_next))
        return (
            Change(setting=WEATHER, wanted="Rain", applied=Applied.APPLIED, now="Rain"),
            Change(setting=GRID, wanted="30", applied=Applied.NOT_APPLIED, now="20", why="The game says no."),
        )


async def made_settable(story: Evening) -> Settable:
    """Give the server behind the story such settings, and wait until its commands are offered."""
    assert story.app is not None
    assert story.app._client is not None
    backend = story.app.servers.sources["paddock"].backend
    backend.__class__ = Settable
    for source in story.app.servers.sources.values():
        await source.coordinator.refresh()  # what no server was asked for yet is not offered
    await story.app._client.offer_commands()
    assert isinstance(backend, Settable)
    return backend
