"""Endpoints about tokens.

Only read in the source: the crash over missing credentials, and that they are decoded a third time.
"""

from urllib.parse import unquote

from sandbox.games.tshock.answers import Answer, Crashed, Refused, ok
from sandbox.games.tshock.call import Call

WRONG = "Username or password may be incorrect or this account may not have sufficient privileges."
USE_API = "tshock.rest.useapi"


def create(call: Call) -> Answer:
    """Log in; a wrong password, a missing right and too many tries look the same."""
    game = call.game
    name, password = call.query.get("username"), call.query.get("password")
    if call.modern and (name is None or password is None):
        raise Crashed(
            "Value cannot be null. (Parameter 'stringToUnescape')",
            "System.Uri.UnescapeDataString(String stringToUnescape)",
            "Rests.SecureRest.NewTokenV2(RestRequestArgs args) in /home/build/SecureRest.cs:line 150",
        )
    if not game.logins.admits(call.address):
        raise Refused(WRONG, 403)
    game.logins.count(call.address)
    if call.modern:  # once more than any other parameter
        name, password = unquote(name or ""), unquote(password or "")
    account = game.accounts.get(name or "")
    if (
        account is None
        or not account.accepts(password or "")
        or not game.groups.allows(account.group, USE_API)
    ):
        raise Refused(WRONG, 403)
    return ok("Successful login", token=game.tokens.create(account.name, account.group))


def test(call: Call) -> Answer:
    return ok("Token is valid and was passed through correctly.", associateduser=call.user)


def destroy(call: Call) -> Answer:
    call.game.tokens.destroy(call.variable)
    return ok("Requested token was successfully destroyed.")


def destroy_all(call: Call) -> Answer:
    call.game.tokens.destroy_all()
    return ok("All tokens were successfully destroyed.")


def none_given() -> Refused:
    return Refused("Not authorized. The specified API endpoint requires a token.", 401)


def unknown() -> Refused:
    return Refused(
        "Not authorized. The specified API endpoint requires a token, but the provided token was not valid.",
        403,
    )


def group_gone() -> Refused:
    return Refused(
        "Not authorized. The provided token became invalid due to group changes, please create a new token.",
        403,
    )


def not_allowed(user: str) -> Refused:
    return Refused(f'Not authorized. User "{user}" has no access to use the specified API endpoint.', 403)
