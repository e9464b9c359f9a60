"""First answers to interactions, and all that follows through their token."""

from sandbox.discord import posting
from sandbox.discord.call import Answer, Call, Route, the_body
from sandbox.discord.errors import JSON, Refused, unknown
from sandbox.discord.interactions import (
    CHOICES,
    DEFERRED,
    DEFERRED_UPDATE,
    MESSAGE,
    OPEN_MODAL,
    UPDATE,
    Interaction,
    private,
)
from sandbox.discord.limits.interactions import check_choices, check_modal
from sandbox.discord.model import LOADING, Message
from sandbox.discord.payloads import message_json


def _first_answer(call: Call) -> Answer:
    interaction = call.world.interactions.get(call.path["token"])
    if interaction is None or str(interaction.id) != call.path["interaction"]:
        raise unknown("interaction")
    body = the_body(call)
    kind, data = int(body.get("type") or 0), body.get("data") or {}
    try:
        _answer(call, interaction, kind, data)
    finally:
        call.world.changes.tell("interaction", user=str(interaction.user.id), id=str(interaction.id))
    if call.query.get("with_response") not in ("1", "true"):
        return Answer(204)
    return Answer(200, _described(interaction, kind))


def _answer(call: Call, interaction: Interaction, kind: int, data: JSON) -> None:
    interaction.accept_answer(kind, call.world.clock())
    try:
        _check(kind, data)
        _obey(call, interaction, kind, data)
    except Refused as refused:
        interaction.answered_with = interaction.first_answer_after = None  # a refused body answers nothing
        if refused.errors:
            refused.errors = {"data": refused.errors}
        raise


def _check(kind: int, data: JSON) -> None:
    if kind == CHOICES:
        check_choices(data)
    if kind == OPEN_MODAL:
        check_modal(data)


def _obey(call: Call, interaction: Interaction, kind: int, data: JSON) -> None:
    if kind == MESSAGE:
        interaction.original = _post(call, interaction, data)
    elif kind == DEFERRED:
        interaction.original = _loading(call, interaction, only_me=private(data))
    elif kind == DEFERRED_UPDATE:
        interaction.original = interaction.source
    elif kind == UPDATE and interaction.source is not None:
        interaction.original = interaction.source
        posting.edit(call.world, interaction.source, data, call.uploads)
        interaction.shows(interaction.source)
    elif kind == CHOICES:
        interaction.choices, interaction.final = data.get("choices") or [], True
    elif kind == OPEN_MODAL:
        interaction.modal, interaction.final = data, True


def _post(call: Call, interaction: Interaction, data: JSON) -> Message:
    message = posting.post(
        call.world,
        interaction.channel,
        call.world.bot,
        data,
        call.uploads,
        only_for=interaction.user if private(data) else None,
        interaction=interaction,
    )
    interaction.shows(message)
    return message


def _loading(call: Call, interaction: Interaction, *, only_me: bool) -> Message:
    """The "is thinking" message that the first follow-up or edit fills."""
    message = posting.post_loading(call.world, interaction, only_me=only_me)
    interaction.shows(message)
    return message


def _described(interaction: Interaction, kind: int) -> JSON:
    original = interaction.original
    about: JSON = {"id": str(interaction.id), "type": interaction.kind}
    if original is not None:
        about |= {
            "response_message_id": str(original.id),
            "response_message_loading": bool(original.flags & LOADING),
            "response_message_ephemeral": original.ephemeral,
        }
    body: JSON = {"interaction": about}
    if kind in (MESSAGE, UPDATE) and original is not None:
        body["resource"] = {"type": kind, "message": message_json(original)}
    return body


def _of_token(call: Call) -> Interaction:
    interaction = call.world.interactions.get(call.path["token"])
    if interaction is None or call.path["webhook"] != str(call.world.application_id):
        raise Refused(401, 50027, "Invalid Webhook Token")
    interaction.check_token(call.world.clock())
    return interaction


def follow_up(call: Call) -> Answer:
    interaction = _of_token(call)
    original = interaction.original
    if original is not None and original.loading and not original.deleted:
        posting.check_new(the_body(call), call.uploads)
        message = posting.edit(call.world, original, the_body(call), call.uploads)
        interaction.shows(message)
    else:
        message = _post(call, interaction, the_body(call))
    call.world.changes.tell("interaction", user=str(interaction.user.id), id=str(interaction.id))
    return Answer(200, message_json(message))


def get_one(call: Call) -> JSON:
    return message_json(_of_token(call).find(call.path["message"]))


def edit_one(call: Call) -> JSON:
    interaction = _of_token(call)
    message = interaction.find(call.path["message"])
    posting.edit(call.world, message, the_body(call), call.uploads)
    interaction.shows(message)
    call.world.changes.tell("interaction", user=str(interaction.user.id), id=str(interaction.id))
    return message_json(message)


def delete_one(call: Call) -> None:
    interaction = _of_token(call)
    message = interaction.find(call.path["message"])
    posting.delete(call.world, message)
    interaction.final = True
    call.world.changes.tell("interaction", user=str(interaction.user.id), id=str(interaction.id))


ROUTES: list[Route] = [("POST", "/interactions/{interaction}/{token}/callback", _first_answer)]
