"""The words for people: one sentence for each error, saying what to do next."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain import errors
from bot.domain.errors import LinkRefusal
from bot.ui.text import fill, one_line, safe

LOGIN_REFUSED = (
    "Discord does not accept discord.token. Make a new one in the developer portal,"
    " https://discord.com/developers/applications, under Bot, Reset Token."
)


def _no_such_server(error: errors.NoSuchServer) -> str:
    known = ", ".join(f"`{name}`" for name in error.known[:20]) or "none that you may use for this"
    if error.asked is None:
        return f"Which server? Name one of: {known}."
    return f"There is no server **{safe(error.asked)}** for this. There is: {known}."


def _bad_value(error: errors.BadValue) -> str:
    option = one_line(error.option).replace("`", "'")[:64]
    known = f": {', '.join(map(safe, error.known[:20]))}" if error.known else ""
    return f"`{option}` must be {error.expected}{known}; **{safe(error.found)}** is not."


def _preset_refused(error: errors.PresetRefused) -> str:
    lines = [
        f"\N{BULLET} {safe(one.file, 120)}{f', line {one.line}' if one.line else ''}: {safe(one.key, 120)}:"
        f" found {safe(one.found, 100)}, expected {safe(one.expected, 300)}"
        for one in error.problems
    ]
    head = f"The preset **{safe(error.preset)}** does not fit this server; nothing was sent."
    return f"{head}\n{fill(lines, 3500)}"


_REFUSED_LINKS: Mapping[LinkRefusal, str] = {
    LinkRefusal.NO_SUCH_CODE: "That code is not right. Look again, or ask for a new one with `/linkme`.",
    LinkRefusal.EXPIRED: "That code is older than ten minutes. Ask for a new one with `/linkme`.",
    LinkRefusal.USED: "That code was used already. Ask for a new one with `/linkme`.",
    LinkRefusal.ALREADY_YOURS: "That is linked to you already; `/me links` shows it.",
    LinkRefusal.TAKEN: "Somebody else is linked to that player. Only they can undo it, with `/unlink` here"
    " or `!unlink` in the game; if it is not theirs, tell a moderator.",
    LinkRefusal.TOO_MANY_TRIES: "That were too many wrong codes. Try again in ten minutes.",
    LinkRefusal.TOO_MANY_WHISPERS: "You had several codes whispered just now. Try again in ten minutes.",
    LinkRefusal.NO_IDENTITY: "That server does not tell who its players are, so nobody can be linked there.",
    LinkRefusal.NEEDS_A_NAME: "Join the server, then use `/linkme` with it as `server` and your name there as"
    " `player`: the game whispers you a code to type here.",
    LinkRefusal.SOMEBODY_ELSE: "That name is worn by somebody else now, or logged in otherwise than when the"
    " code was whispered, so nobody was linked. Stay in the game and ask for a new one with `/linkme`.",
    LinkRefusal.NOT_LINKED: "You are not linked to any player. `/linkme` begins it.",
}

_WORDS: Mapping[type[errors.BotError], Callable[[Any], str]] = {
    errors.ConfigError: lambda e: f"The settings need mending: {len(e.problems)} problem(s).",
    errors.NotSupported: lambda e: f"**{safe(e.server)}** cannot {e.wanted}. Choose another server.",
    errors.NotAllowed: lambda e: (
        f"That is for {e.needed}s" + (f" of **{safe(e.server)}**" if e.server else "") + ". "
        "`/me permissions` shows what you may do."
    ),
    errors.NoSuchServer: _no_such_server,
    errors.NoSuchPlayer: lambda e: (
        f"**{safe(e.asked)}** is not on **{safe(e.server)}** now. `/players` shows who is."
    ),
    errors.SeveralPlayers: lambda e: (
        f"Several players are called like that: {', '.join(safe(name) for name in e.names[:10])}."
        " Type the whole name, or choose from the list."
    ),
    errors.BadValue: _bad_value,
    errors.PresetRefused: _preset_refused,
    errors.LinkRefused: lambda e: _REFUSED_LINKS[e.why],
    errors.NoSuchResult: lambda _: "There is no such result. `/results` shows which there are.",
    errors.NoSuchDriver: lambda _: "That driver is not in this result. Choose one from the list.",
    errors.NoSuchPenalty: lambda _: (
        "That penalty is not one of this result, or was taken back already. Choose one from the list."
    ),
    errors.UserError: lambda _: "That did not work. Look at what you typed and try again.",
    errors.Unreachable: lambda e: f"No answer from the server ({e.detail}). Nothing was changed; try again.",
    errors.OutcomeUnknown: lambda e: (
        f"It was sent, but no answer came ({e.detail}). It may have happened: look before you repeat it."
    ),
    errors.Rejected: lambda e: f"The server said no: {safe(e.detail, 200)}.",
    errors.AuthFailed: lambda e: (
        f"The server does not accept the bot's user ({e.detail}). The operator must check user name, password"
        " and groups in main.yaml and on the server."
    ),
    errors.RateLimited: lambda e: f"The server asks for a pause. Try again in {e.retry_after:.0f} s.",
    errors.ProtocolError: lambda e: (
        f"The answer is not one of this kind of server ({safe(e.detail, 120)})."
        " Check the address in main.yaml."
    ),
    errors.BackendError: lambda e: f"The server could not be asked ({safe(e.detail, 120)}). Try again.",
    errors.SchemaTooNew: lambda e: (
        f"The database is from a later version (schema {e.found}). Update the bot."
    ),
    errors.StorageError: lambda _: "The database cannot be used. The operator finds the reason in the log.",
    errors.BotError: lambda _: "That did not work. The operator finds the reason in the log.",
}


def words_for(error: errors.BotError) -> str:
    """Return the sentence for *error*."""
    for kind in type(error).__mro__:
        if kind in _WORDS:
            return _WORDS[kind](error)
    raise AssertionError(f"no words for {type(error).__name__}")


def cause_of(error: errors.BackendError) -> str:
    """Return the sentence for a server's board: the cause of its silence, and what an operator can do."""
    if isinstance(error, errors.Unreachable):
        return f"It does not answer ({error.detail}). Does it run, and can the bot's machine reach it?"
    return words_for(error)


def has_own_words(kind: type[errors.BotError]) -> bool:
    """Tell whether *kind* has a sentence of its own."""
    return kind in _WORDS
