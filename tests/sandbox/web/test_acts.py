import pytest

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from tests.sandbox.web.conftest import JSON, Visitor

pytestmark = pytest.mark.usefixtures("bot")


class Somebody:
    """What one person does on the page in one channel."""

    def __init__(self, visitor: Visitor, guild: Guild, name: str = "tom") -> None:
        self._visitor, self._name = visitor, name
        self._channel = str(guild.channel("general").id)

    async def act(self, path: str, **body: object) -> JSON:
        return await self._visitor.act(path, **{"as": self._name, "channel": self._channel, **body})


@pytest.fixture
def tom(visitor: Visitor, guild: Guild) -> Somebody:
    return Somebody(visitor, guild)


@pytest.fixture
def mona(visitor: Visitor, guild: Guild) -> Somebody:
    return Somebody(visitor, guild, "mona")


async def test_a_line_is_posted_as_the_person_one_is(discord: SandboxDiscord, tom: Somebody) -> None:
    assert (await tom.act("say", text="hello"))["status"] == 200
    [message] = discord.messages_in("general")
    assert (message.author.name, message.content) == ("tom", "hello")


async def test_a_command_reaches_the_bot_with_its_options(
    discord: SandboxDiscord, guild: Guild, tom: Somebody
) -> None:
    options = {"name": "you", "who": {"id": str(guild.member("mona").id)}}
    answer = await tom.act("slash", command="hello", options=options)
    assert answer == {"status": 200, "failed": False}
    assert discord.messages_in("general")[0].text == "Hi\nHello\nyou\nmona"


async def test_choices_come_from_the_bot_while_one_types(mona: Somebody) -> None:
    answer = await mona.act("autocomplete", command="kick", options={}, focused="player", typed="An")
    assert answer["choices"] == [{"name": "Ann", "value": "A"}]


async def test_what_a_client_would_not_send_is_refused_in_words(tom: Somebody) -> None:
    assert await tom.act("slash", command="kick", options={"player": "Ann"}) == {
        "status": 409,
        "error": "tom is not offered 'kick' in #general",
    }
    assert (await tom.act("say", text=" "))["error"] == "a message has 1 to 2000 characters"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("press", {"message": "1", "custom_id": "x"}),
        ("say", {"text": "x", "channel": "x"}),
        ("say", {"text": "x", "as": "nobody"}),
        ("slash", {}),
    ],
)
async def test_a_request_that_makes_no_sense_is_answered_400(tom: Somebody, path: str, body: JSON) -> None:
    answer = await tom.act(path, **body)
    assert (answer["status"], bool(answer["error"])) == (400, True)


async def test_buttons_selects_and_menus_reach_the_bot(
    discord: SandboxDiscord, guild: Guild, tom: Somebody
) -> None:
    await tom.act("slash", command="panel", options={})
    [panel] = discord.messages_in("general")
    of_it = {"message": str(panel.id)}
    await tom.act("press", **of_it, custom_id="count")
    assert panel.content == "one"
    await tom.act("choose", **of_it, custom_id="who", values=["2"])
    assert discord.messages_in("general")[-1].content == "chosen 2"
    await tom.act("menu", name="Player card", member=str(guild.member("mona").id))
    assert discord.messages_in("general", seen_by="tom")[-1].content == "card of mona"


async def test_a_form_is_opened_and_sent_off_once(discord: SandboxDiscord, tom: Somebody) -> None:
    opened = await tom.act("slash", command="report", options={})
    [row] = opened["form"]["components"]
    part = row.get("component") or row["components"][0]
    filled = {"interaction": opened["interaction"], "values": {part["custom_id"]: "a crash"}}
    assert (await tom.act("submit", **filled))["failed"] is False
    assert discord.messages_in("general", seen_by="tom")[-1].content == "noted: a crash"
    assert (await tom.act("submit", **filled))["status"] == 400


async def test_an_ephemeral_answer_can_be_dismissed(discord: SandboxDiscord, mona: Somebody) -> None:
    await mona.act("slash", command="kick", options={"player": "Ann"})
    [answer] = discord.messages_in("general", seen_by="mona")
    await mona.act("delete", message=str(answer.id))
    assert discord.messages_in("general", seen_by="mona") == []
