"""A person at a Discord client: types commands, presses buttons, reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sandbox.discord import posting
from sandbox.discord.errors import JSON, ClientRefused
from sandbox.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL
from sandbox.discord.modals import filled_in
from sandbox.discord.model import THREADS, Channel, Member, Message, User, walk
from sandbox.discord.options import Filling, find_command, nested
from sandbox.discord.payloads import message_event_json
from sandbox.discord.permissions import EVERYTHING, Right
from sandbox.discord.picking import BUTTON, SELECTS, picked
from sandbox.discord.reacting import react
from sandbox.discord.reply import Reply
from sandbox.discord.sending import resolved, send_interaction

if TYPE_CHECKING:
    from sandbox.discord.guild import Guild
    from sandbox.discord.world import World

Place = str | int | Channel
Options = Mapping[str, Any]


class Person:
    """Refuses (ClientRefused) what a real client would not send."""

    def __init__(self, world: World, user: User, guild: Guild) -> None:
        self.world, self.user, self.guild = world, user, guild

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def member(self) -> Member:
        if self.id not in self.guild.members:
            raise ClientRefused(f"{self.user.name} is not in {self.guild.name}")
        return self.guild.members[self.id]

    # commands

    async def slash(self, command: str, /, *, channel: Place = "general", **options: Any) -> Reply:
        """Use "session advance" or the like, and wait for the final visible answer.

        An option that is itself called channel goes through `send_slash`.
        """
        return await self.send_slash(command, options, channel).settled()

    def send_slash(self, command: str, options: Options, channel: Place) -> Reply:
        """The same without waiting."""
        where = self._channel(channel)
        root, chain = self._command(command, where)
        filling = Filling(self.guild, (chain[-1] if chain else root).get("options", []))
        data = _command_data(root, nested(chain, filling.fill(options, complete=True)))
        if filling.mentioned:
            data["resolved"] = resolved(filling.mentioned, where, self.user)
        return self._send(COMMAND, where, data)

    async def autocomplete(
        self, command: str, options: Options, *, focused: str, typed: str, channel: Place = "general"
    ) -> list[JSON]:
        """The choices (name and value) the bot offers while *typed* stands in *focused*."""
        where = self._channel(channel)
        root, chain = self._command(command, where)
        wanted = (chain[-1] if chain else root).get("options", [])
        option = next((one for one in wanted if one["name"] == focused), None)
        if option is None or not option.get("autocomplete"):
            raise ClientRefused(f"{focused} offers no choices while typing")
        filling = Filling(self.guild, wanted)
        filled = filling.fill({k: v for k, v in options.items() if k != focused}, complete=False)
        filled.append({"name": focused, "type": option["type"], "value": typed, "focused": True})
        data = _command_data(root, nested(chain, filled))
        if filling.mentioned:
            data["resolved"] = resolved(filling.mentioned, where, self.user)
        return (await self._send(AUTOCOMPLETE, where, data).settled()).choices

    async def user_command(
        self, name: str, *, target: str | int | Member, channel: Place = "general"
    ) -> Reply:
        member, where = self.guild.member(target), self._channel(channel)
        data = _command_data(self._menu(name, 2, where), [])
        data |= {"target_id": str(member.id), "resolved": resolved([member], where, self.user)}
        return await self._send(COMMAND, where, data).settled()

    async def message_command(self, name: str, *, target: Message) -> Reply:
        self._check_sees(target)
        data = _command_data(self._menu(name, 3, target.channel), [])
        shown = {str(target.id): message_event_json(target)}
        data |= {"target_id": str(target.id), "resolved": {"messages": shown}}
        return await self._send(COMMAND, target.channel, data).settled()

    def commands(self, channel: Place) -> list[JSON]:
        """What this person's client offers in *channel*."""
        where = self._channel(channel)
        rights = self.guild.permissions(self.member, where)
        if not rights & Right.USE_APPLICATION_COMMANDS:
            return []
        return [one for one in self.world.commands.visible_in(self.guild.id) if _offered(one, rights)]

    def _command(self, words: str, channel: Channel) -> tuple[JSON, list[JSON]]:
        return find_command(self._offered(words.split(maxsplit=1)[0], channel), words)

    def _menu(self, name: str, kind: int, channel: Channel) -> JSON:
        for command in self._offered(name, channel):
            if command["name"] == name and command["type"] == kind:
                return command
        raise ClientRefused(f"there is no entry {name!r} in the menu")

    def _offered(self, name: str, channel: Channel) -> list[JSON]:
        offered = self.commands(channel)
        everything = self.world.commands.visible_in(self.guild.id)
        if any(one["name"] == name for one in everything) and not any(one["name"] == name for one in offered):
            raise ClientRefused(f"{self.user.name} is not offered {name!r} in #{channel.name}")
        return offered

    # components

    async def press(
        self, message: Message, *, label: str | None = None, custom_id: str | None = None
    ) -> Reply:
        """Press the button with this label or custom_id."""
        return await self.send_press(message, label=label, custom_id=custom_id).settled()

    def send_press(
        self, message: Message, *, label: str | None = None, custom_id: str | None = None
    ) -> Reply:
        self._check_sees(message)
        buttons = [part for part in walk(message.components) if part["type"] == BUTTON]
        button = _named(buttons, label, custom_id)
        if button.get("url"):
            raise ClientRefused("a link button opens a page; the bot hears nothing of it")
        data = {"custom_id": button["custom_id"], "component_type": BUTTON, "id": button["id"]}
        return self._send(COMPONENT, message.channel, data, message)

    async def choose(
        self, message: Message, values: Sequence[Any] | str, custom_id: str | None = None
    ) -> Reply:
        """Pick entries of a select by label, value or name."""
        return await self.send_choose(message, values, custom_id).settled()

    def send_choose(
        self, message: Message, values: Sequence[Any] | str, custom_id: str | None = None
    ) -> Reply:
        self._check_sees(message)
        selects = [part for part in walk(message.components) if part["type"] in SELECTS]
        select = _named(selects, None, custom_id)
        texts, things = picked(self.guild, select, [values] if isinstance(values, str) else list(values))
        data = {"custom_id": select["custom_id"], "component_type": select["type"], "values": texts}
        if select["type"] != 3:
            data["resolved"] = resolved(things, message.channel, self.user)
        return self._send(COMPONENT, message.channel, {**data, "id": select["id"]}, message)

    async def submit(self, reply: Reply, values: Options) -> Reply:
        """Fill in the form that *reply* opened, by label or custom_id, and send it off."""
        return await self.send_submit(reply, values).settled()

    def send_submit(self, reply: Reply, values: Options) -> Reply:
        if reply.modal is None or reply.interaction.user is not self.user:
            raise ClientRefused("there is no form to send off")
        components, things = filled_in(self.guild, reply.modal, values)
        data: JSON = {"custom_id": reply.modal["custom_id"], "components": components}
        if things:
            data["resolved"] = resolved(things, reply.interaction.channel, self.user)
        return self._send(MODAL, reply.interaction.channel, data, reply.interaction.source)

    # messages

    async def say(self, channel: Place, text: str) -> Message:
        """Post *text*; the bot hears of it through the gateway."""
        where = self._channel(channel)
        right = Right.SEND_MESSAGES_IN_THREADS if where.kind in THREADS else Right.SEND_MESSAGES
        if not self._rights(where) & right:
            raise ClientRefused(f"{self.user.name} may not write in #{where.name}")
        if not 1 <= len(text.strip()) <= 2000:
            raise ClientRefused("a message has 1 to 2000 characters")
        everyone = posting.may_ping_everyone(where, self.user)
        return posting.post(self.world, where, self.user, {"content": text}, may_ping_everyone=everyone)

    async def dm(self, text: str) -> Message:
        """Write to the bot alone."""
        return posting.post(self.world, self.world.dm_with(self.user), self.user, {"content": text})

    async def react(self, message: Message, emoji: str) -> None:
        self._check_sees(message)
        if emoji not in message.reactions and not self._rights(message.channel) & Right.ADD_REACTIONS:
            raise ClientRefused(f"{self.user.name} may not add reactions here")
        react(self.world, message, emoji, self.id, add=True)

    async def delete(self, message: Message) -> None:
        own = message.author is self.user or message.only_for is self.user
        if not own and not self._rights(message.channel) & Right.MANAGE_MESSAGES:
            raise ClientRefused(f"{self.user.name} may not delete this message")
        posting.delete(self.world, message)

    def sees(self, message: Message) -> bool:
        if message.only_for is not None:
            return message.only_for is self.user
        return bool(self._rights(message.channel) & Right.VIEW_CHANNEL)

    def _rights(self, channel: Channel) -> int:
        if channel.guild is None:
            return EVERYTHING if channel.recipient is self.user else 0
        member = channel.guild.members.get(self.id)
        return 0 if member is None else channel.guild.permissions(member, channel)

    def _check_sees(self, message: Message) -> None:
        if message.deleted or not self.sees(message):
            raise ClientRefused(f"{self.user.name} does not see this message")

    def _channel(self, place: Place) -> Channel:
        channel = place if isinstance(place, Channel) else self.guild.channel(place)
        if not self._rights(channel) & Right.VIEW_CHANNEL:
            raise ClientRefused(f"{self.user.name} does not see #{channel.name}")
        return channel

    def _send(self, kind: int, channel: Channel, data: JSON, source: Message | None = None) -> Reply:
        interaction = send_interaction(self.world, kind, self.user, channel, data, source)
        return Reply(interaction, self.world.changes)


def _offered(command: JSON, rights: int) -> bool:
    needed = command["default_member_permissions"]
    if needed is None:
        return True
    if needed == "0":
        return bool(rights & Right.ADMINISTRATOR)
    return rights & int(needed) == int(needed)


def _command_data(command: JSON, options: list[JSON]) -> JSON:
    data: JSON = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if options:
        data["options"] = options
    if command.get("guild_id"):
        data["guild_id"] = command["guild_id"]
    return data


def _named(parts: list[JSON], label: str | None, custom_id: str | None) -> JSON:
    """The one component meant; with neither name it must be the only one."""
    found = [
        part
        for part in parts
        if (label is None or part.get("label") == label)
        and (custom_id is None or part.get("custom_id") == custom_id)
    ]
    if len(found) != 1:
        names = [part.get("label") or part.get("custom_id") for part in parts]
        raise ClientRefused(f"{len(found)} components fit; the message has: {names}")
    if found[0].get("disabled"):
        raise ClientRefused("it is greyed out")
    return found[0]
