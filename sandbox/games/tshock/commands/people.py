"""Commands about the people on the server."""

from sandbox.games.tshock.commands.command import LINES_A_PAGE, Command, Order, filled
from sandbox.games.tshock.dialects import V6
from sandbox.games.tshock.people import Player

MUTE = "tshock.admin.mute"
SEE_IDS = "tshock.admin.seeplayerids"
NO_REASON = "No reason specified."
MISBEHAVIOUR = "Misbehaviour."


def who(order: Order) -> None:
    """List the players, with `-i` their slots too."""
    game, numbered = order.game, "-i" in order.words
    if numbered and not order.may(SEE_IDS):
        order.tell("You do not have permission to list player IDs.")
        return
    if not game.players:
        order.tell("There are currently no players online.")
        return
    count = f"[c/AAFFAA:{len(game.players)}]" if order.modern else str(len(game.players))
    order.tell(f"Online Players ({count}/{game.config.max_slots})")
    names = [_numbered(order, player) if numbered else player.name for player in game.players]
    order.tell(*list(filled(names))[:LINES_A_PAGE])


def _numbered(order: Order, player: Player) -> str:
    index, account = ("Index", "Account ID") if order.modern else ("IX", "ID")
    known = f", {account}: {player.account.id}" if player.account is not None else ""
    return f"{player.name} ({index}: {player.index}{known})"


def whisper(order: Order) -> None:
    if len(order.words) < 2:
        order.wrong_use("/whisper <player> <text>")
        return
    player = order.one_player(f'Could not find any player named "{order.words[0]}"')
    if player is None:
        return
    if order.modern and not player.accepts_whispers:
        order.tell(f"{player.name} is not accepting whispers.")
        return
    text = order.rest(1)
    order.game.whisper(player, order.user, text)
    order.tell(f"<To {player.name}> {text}")


def say(order: Order) -> None:
    order.game.broadcast(f"(Server Broadcast) {order.rest(0)}")


def kick(order: Order) -> None:
    """Throw somebody out, also those who are immune: a caller of the API is not a player."""
    if not order.words:
        order.wrong_use("/kick <player> [reason]")
        return
    player = order.one_player("Player not found. Unable to kick the player.")
    if player is not None:
        reason = order.rest(1) or MISBEHAVIOUR
        order.game.kick(player, reason, force=True, silent=order.silent, by=order.user)


def mute(order: Order) -> None:
    """Mute whoever is not muted and the other way round, however the command is called."""
    if not order.words:
        order.wrong_use("/mute <player> [reason]")
        return
    player = order.one_player(f'Could not find any players named "{order.words[0]}"')
    if player is None:
        return
    if order.game.groups.allows(player.group, MUTE):
        order.tell(
            "You do not have permission to mute this player."
            if order.modern
            else "You cannot mute this player."
        )
        return
    player.muted = not player.muted
    reason = f" for {order.rest(1) or NO_REASON}" if player.muted else ""
    what = "muted" if player.muted else "unmuted"
    if order.silent and order.modern:  # that 4.x says nothing then is inferred
        order.tell(f"You have {what} {player.name}{reason}")
    order.announce(f"{player.name} has been {what} by {order.user}{reason}.")


def user_info(order: Order) -> None:
    """Tell address, account and group; how the two lines of today read exactly is inferred."""
    if not order.words:
        order.wrong_use("/userinfo <player>")
        return
    player = order.one_player("Invalid player.")
    if player is None:
        return
    account = f"Logged in as: {player.username}" if player.username else "Not logged in"
    if order.modern:
        order.tell(f"IP Address: {player.ip}.", f" -> {account} | Group: {player.group}")
    else:
        order.tell(f"IP Address: {player.ip} | {account} | Group: {player.group}")


def slap(order: Order) -> None:
    if not order.words:
        order.wrong_use("/slap <player> [damage]")
        return
    player = order.one_player("Invalid target player!")
    if player is not None:
        damage = order.words[1] if len(order.words) > 1 else "5"
        order.announce(f"{order.user} slapped {player.name} for {damage} damage.")


def kill(order: Order) -> None:
    if not order.words:
        order.wrong_use("/kill <player>")
        return
    player = order.one_player(f'Could not find any player named "{order.words[0]}"')
    if player is not None:
        player.deaths += 1
        player.screen.append(f"{order.user} just killed you!")
        order.tell(f"You just killed {player.name}!")


def in_game(_: Order) -> None:
    """Stand for a command that never runs outside the game."""


COMMANDS = (
    Command(("playing", "online", "who"), "", who),
    Command(("whisper", "w"), "tshock.whisper", whisper),
    Command(("tell", "pm", "dm"), "tshock.whisper", whisper, only=V6),
    Command(("broadcast", "bc", "say"), "tshock.admin.broadcast", say),
    Command(("kick",), "tshock.admin.kick", kick),
    Command(("mute", "unmute"), MUTE, mute),
    Command(("userinfo", "ui"), "tshock.admin.userinfo", user_info),
    Command(("slap",), "tshock.slap", slap),
    Command(("kill",), "tshock.kill", kill),
    Command(("login",), "", in_game, in_game_only=True, keeps_words_secret=True),
    Command(("register",), "", in_game, in_game_only=True, keeps_words_secret=True),
    Command(("me",), "", in_game, in_game_only=True),
)
