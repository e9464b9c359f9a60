"""What a person does on the page, done by the same Person that tests use."""

from collections import OrderedDict
from typing import Any

from aiohttp import web

from sandbox.discord import Person, Reply, SandboxDiscord
from sandbox.discord.errors import JSON
from sandbox.discord.guild import Guild
from sandbox.discord.model import Channel, Message

OPEN_FORMS = 50


class Acts:
    """Each takes the JSON body of one request and gives the JSON of its answer."""

    def __init__(self, discord: SandboxDiscord, guild: Guild) -> None:
        self._discord, self._guild = discord, guild
        self._forms: OrderedDict[str, Reply] = OrderedDict()  # by interaction, the oldest first

    def routes(self) -> list[web.RouteDef]:
        acts = {
            "say": self._say,
            "slash": self._slash,
            "autocomplete": self._autocomplete,
            "menu": self._menu,
            "press": self._press,
            "choose": self._choose,
            "submit": self._submit,
            "delete": self._delete,
        }

        def endpoint(name: str) -> web.RouteDef:
            async def serve(request: web.Request) -> web.Response:
                body = await request.json()
                person = self._discord.as_user(str(body["as"]), self._guild)
                return web.json_response(await acts[name](person, body))

            return web.post(f"/api/{name}", serve)

        return [endpoint(name) for name in acts]

    async def _say(self, person: Person, body: JSON) -> JSON:
        await person.say(self.channel(body["channel"]), str(body["text"]))
        return {}

    async def _slash(self, person: Person, body: JSON) -> JSON:
        channel = self.channel(body["channel"])
        return await self._answer(person.send_slash(body["command"], _picked(body["options"]), channel))

    async def _autocomplete(self, person: Person, body: JSON) -> JSON:
        choices = await person.autocomplete(
            body["command"],
            _picked(body["options"]),
            focused=body["focused"],
            typed=str(body["typed"]),
            channel=self.channel(body["channel"]),
        )
        return {"choices": choices}

    async def _menu(self, person: Person, body: JSON) -> JSON:
        """An entry of a member's or a message's menu."""
        channel = self.channel(body["channel"])
        if "message" in body:
            reply = await person.message_command(body["name"], target=self._message(body))
        else:
            reply = await person.user_command(body["name"], target=int(body["member"]), channel=channel)
        return self._outcome(reply)

    async def _press(self, person: Person, body: JSON) -> JSON:
        return await self._answer(person.send_press(self._message(body), custom_id=body["custom_id"]))

    async def _choose(self, person: Person, body: JSON) -> JSON:
        values = _picked(body["values"])
        return await self._answer(person.send_choose(self._message(body), values, body["custom_id"]))

    async def _submit(self, person: Person, body: JSON) -> JSON:
        reply = self._forms[body["interaction"]]
        answer = await self._answer(person.send_submit(reply, _picked(body["values"])))
        self._forms.pop(body["interaction"], None)
        return answer

    async def _delete(self, person: Person, body: JSON) -> JSON:
        await person.delete(self._message(body))
        return {}

    async def _answer(self, reply: Reply) -> JSON:
        try:
            await reply.settled()
        except TimeoutError:  # still thinking; what comes later is seen in the channel
            return {"failed": False}
        return self._outcome(reply)

    def _outcome(self, reply: Reply) -> JSON:
        answer: JSON = {"failed": reply.failed}
        if reply.modal is not None:
            key = str(reply.interaction.id)
            self._forms[key] = reply
            while len(self._forms) > OPEN_FORMS:
                self._forms.popitem(last=False)
            answer |= {"form": reply.modal, "interaction": key}
        return answer

    def channel(self, channel_id: str) -> Channel:
        """The channel with this id, of the guild or a DM; whether one sees it is the person's affair."""
        return self._discord.world.channel(int(channel_id))

    def _message(self, body: JSON) -> Message:
        try:
            return self.channel(body["channel"]).messages[int(body["message"])]
        except KeyError:
            raise LookupError("this message is not there any more") from None


def _picked(value: Any) -> Any:
    """What a person picked; {"id": "1"} stands for the thing with that id, at any depth."""
    if isinstance(value, list):
        return [_picked(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"id"}:
        return int(value["id"])
    return {key: _picked(one) for key, one in value.items()}
