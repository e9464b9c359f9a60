"""How somebody who played is meant, and what autocomplete offers."""

from collections.abc import Mapping

from discord import app_commands

from bot.domain.errors import BadValue, SeveralPlayers
from bot.domain.playtime import Someone
from bot.services.playtime import Playtime
from bot.ui.driven_choices import Choices
from bot.ui.offered import Offered
from bot.ui.text import clip, one_line

_LABEL = 100


class PeopleChoices:
    """Offers people under values that tell nothing; a mere name is marked as one."""

    def __init__(self, playtime: Playtime) -> None:
        self._playtime = playtime
        self._offered: Offered[Someone] = Offered("played:")

    async def offer(self, current: str, titles: Mapping[str, str]) -> Choices:
        """Offer those who played under a name that begins so; *titles* are what people call the servers."""
        return [
            app_commands.Choice(name=label(one, titles), value=self._offered.value(one))
            for one in await self._playtime.people(current.strip())
        ]

    async def choose(self, asked: str, titles: Mapping[str, str]) -> Someone:
        """Return the one meant; raise `SeveralPlayers`, or `BadValue` when there is none."""
        meant = self._offered.meant(asked)
        if meant:
            return meant
        fits = await self._playtime.people(asked.strip())
        exact = [one for one in fits if one.name.casefold() == asked.strip().casefold()]
        found = exact or fits
        if len(found) > 1:
            raise SeveralPlayers(asked, [label(one, titles) for one in found])
        if not found:
            shown = "that one" if self._offered.is_value(asked) else asked
            raise BadValue("player", shown, "the name of somebody who played here, such as the list offers")
        return found[0]


def label(one: Someone, titles: Mapping[str, str]) -> str:
    """Name somebody in plain words."""
    name = one_line(one.name) or "?"
    if one.identity:
        return clip(name, _LABEL)
    return clip(f"{clip(name, 40)}, a guest on {one_line(titles.get(one.server, one.server))}", _LABEL)
