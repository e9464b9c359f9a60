"""A console command, and who gives it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sandbox.games.tshock.dialects import Dialect
from sandbox.games.tshock.game import Game
from sandbox.games.tshock.people import Player

LINES_A_PAGE = 4
WIDTH = 80
SEVERAL_OLD = "More than one match found: "
SEVERAL = "More than one match found -- unable to decide which is correct: "


@dataclass(slots=True)
class Order:
    """One command given over the API: its words, and the lines that are sent back."""

    game: Game
    user: str
    group: str
    words: list[str]
    """What stands behind the name of the command, split and without quotes."""
    silent: bool = False
    known: list[str] = field(default_factory=list)
    """The commands that the caller may give."""
    lines: list[str] = field(default_factory=list)

    @property
    def modern(self) -> bool:
        return self.game.dialect.modern

    def tell(self, *lines: str) -> None:
        self.lines.extend(lines)

    def announce(self, text: str) -> None:
        """Show a line to everybody unless the command was given silently."""
        if not self.silent:
            self.game.broadcast(text)

    def may(self, permission: str) -> bool:
        return self.game.groups.allows(self.group, permission)

    def rest(self, start: int) -> str:
        """Return the words from *start* on, joined again by single blanks."""
        return " ".join(self.words[start:])

    def wrong_use(self, usage: str) -> None:
        """Say how the command is used; today the words are a little different for each command."""
        self.tell(
            f"Invalid syntax. Proper syntax: {usage}"
            if self.modern
            else f"Invalid syntax! Proper syntax: {usage}"
        )

    def one_player(self, nobody: str) -> Player | None:
        """Return whom the first word means, or say *nobody* (today) or who they all are."""
        found = self.game.find(self.words[0])
        if len(found) == 1:
            return found[0]
        names = [player.name for player in found]
        if not found:
            self.tell(nobody if self.modern else "Invalid player!")
        elif self.modern:
            self.tell(
                SEVERAL,
                ", ".join(names),
                'Use "my query" for items with spaces.',
                "Use tsi:[number] or tsn:[username] to distinguish between user IDs and usernames.",
            )
        else:
            self.tell(f"{SEVERAL_OLD}{','.join(names)}", 'Use "my query" for items with spaces')
        return None

    def page(
        self,
        lines: Sequence[str],
        number: str,
        *,
        title: str,
        again: str,
        nothing: str = "",
        more: str = "more",
    ) -> None:
        """Tell one page of *lines*, or *nothing*; a page beyond the last is the last."""
        if not lines:
            self.tell(nothing)
            return
        pages = -(-len(lines) // LINES_A_PAGE)
        page = min(max(int(number) if number.isdigit() else 1, 1), pages)
        self.tell(f"{title} ({page}/{pages}):", *lines[(page - 1) * LINES_A_PAGE :][:LINES_A_PAGE])
        if page < pages:
            self.tell(f"Type {again} {page + 1} for {more}.")


@dataclass(frozen=True, slots=True)
class Command:
    names: tuple[str, ...]
    permission: str
    """Empty when everybody may."""
    run: Callable[[Order], None]
    in_game_only: bool = False
    keeps_words_secret: bool = False
    """Whether the log has only the command's name."""
    only: Dialect | None = None
    """The one dialect that has it; None for both."""


class Failed(Exception):
    """The command threw an exception."""


def filled(terms: Iterable[str]) -> Iterator[str]:
    """Yield lines of at most 80 characters; one that goes on ends in a comma and a blank."""
    line = ""
    for term in terms:
        if line and len(line) + len(term) + 4 > WIDTH:
            yield f"{line}, "
            line = term
        else:
            line = f"{line}, {term}" if line else term
    if line:
        yield line
