"""Every limit of messages, embeds and components, each with the path Discord names."""

from typing import Any

import pytest

from sandbox.discord.guild import Guild
from tests.sandbox.discord.conftest import Rest

Body = dict[str, Any]


def button(**changes: Any) -> Body:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go"} | changes


def select(**changes: Any) -> Body:
    return {"type": 3, "custom_id": "pick", "options": [{"label": "A", "value": "a"}]} | changes


def row(*parts: Body) -> Body:
    return {"type": 1, "components": list(parts)}


def embed(**parts: Any) -> Body:
    return {"embeds": [{"title": "t", **parts}]}


def components(*rows: Body, **more: Any) -> Body:
    return {"content": "x", "components": list(rows), **more}


V2 = 1 << 15
HUGE = {"description": "d" * 4000}
REFUSED = [
    ("content", {"content": "x" * 2001}),
    ("nonce", {"content": "x", "nonce": "n" * 26}),
    ("embeds", {"embeds": [{"title": "t"}] * 11}),
    ("embeds", {"embeds": [HUGE, HUGE]}),
    ("embeds.0.title", embed(title="t" * 257)),
    ("embeds.0.description", embed(description="d" * 4097)),
    ("embeds.0.footer.text", embed(footer={"text": "f" * 2049})),
    ("embeds.0.author.name", embed(author={"name": "a" * 257})),
    ("embeds.0.fields", embed(fields=[{"name": "n", "value": "v"}] * 26)),
    ("embeds.0.fields.1.name", embed(fields=[{"name": "n", "value": "v"}, {"name": " ", "value": "v"}])),
    ("embeds.0.fields.0.value", embed(fields=[{"name": "n", "value": "v" * 1025}])),
    ("embeds.0.url", embed(url="ftp://x")),
    ("embeds.0.color", embed(color=0x1000000)),
    ("embeds.0.image.url", embed(image={"url": "attachment://board.png"})),
    ("components", components(*(row(button(custom_id=str(n))) for n in range(6)))),
    ("components.0.type", components(button())),
    ("components.0.components", components(row(*(button(custom_id=str(n)) for n in range(6))))),
    ("components.0.components", components(row(button(), select()))),
    ("components.0.components.0.label", components(row(button(label="l" * 81)))),
    ("components.0.components.0.label", components(row(button(label=None)))),
    ("components.0.components.0.custom_id", components(row(button(custom_id="c" * 101)))),
    ("components.0.components.0.custom_id", components(row(button(style=5, url="http://x")))),
    ("components.1.components.0.custom_id", components(row(button()), row(button()))),
    ("components.0.components.0.options", components(row(select(options=[])))),
    ("components.0.components.0.placeholder", components(row(select(placeholder="p" * 151)))),
    ("components.0.components.0.max_values", components(row(select(max_values=2)))),
    (
        "components.0.components.0.options.1.value",
        components(row(select(options=[{"label": "A", "value": "a"}] * 2))),
    ),
    ("content", components({"type": 10, "content": "t"}, flags=V2)),
    ("components", {"flags": V2, "components": [{"type": 10, "content": "t"}] * 41}),
    ("components", {"flags": V2, "components": [{"type": 10, "content": "t" * 3000}] * 2}),
]


def paths(tree: Body, at: str = "") -> list[str]:
    """Where the tree of a 50035 answer names an error."""
    found = [at] if "_errors" in tree else []
    for key, inner in tree.items():
        if key != "_errors":
            found += paths(inner, f"{at}.{key}" if at else key)
    return found


@pytest.mark.parametrize(("path", "body"), REFUSED)
async def test_a_message_beyond_a_limit_is_refused_where_it_is(
    guild: Guild, rest: Rest, path: str, body: Body
) -> None:
    channel = guild.channel("general")
    status, answer = await rest("POST", f"/channels/{channel.id}/messages", body)
    assert (status, answer["code"], paths(answer["errors"])) == (400, 50035, [path])
    assert not channel.messages


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000},
        {"content": "x" + " " * 2000},
        {"embeds": [{"description": "d" * 3000}] * 2},
        embed(fields=[{"name": "n" * 256, "value": "v" * 1024}] * 4, flags=0, type="rich"),
        components(row(button(), button(custom_id="b")), row(select(max_values=1))),
        components(row({"type": 2, "style": 5, "label": "Site", "url": "https://x"})),
        {
            "flags": V2,
            "components": [{"type": 17, "components": [{"type": 10, "content": "t"}, row(button())]}],
        },
    ],
)
async def test_a_message_at_a_limit_is_taken(guild: Guild, rest: Rest, body: Body) -> None:
    channel = guild.channel("general").id
    status, made = await rest("POST", f"/channels/{channel}/messages", body)
    assert status == 200
    assert await rest("GET", f"/channels/{channel}/messages/{made['id']}") == (200, made)


@pytest.mark.parametrize("body", [{}, {"content": " "}, {"embeds": [{}]}, {"content": None, "embeds": []}])
async def test_an_empty_message_is_refused(guild: Guild, rest: Rest, body: Body) -> None:
    channel = guild.channel("general").id
    status, answer = await rest("POST", f"/channels/{channel}/messages", body)
    assert (status, answer["code"]) == (400, 50006)
    status, made = await rest("POST", f"/channels/{channel}/messages", {"content": "x"})
    status, answer = await rest("PATCH", f"/channels/{channel}/messages/{made['id']}", {"content": ""})
    assert (status, answer["code"]) == (400, 50006)


async def test_what_is_not_json_is_refused(guild: Guild, rest: Rest) -> None:
    path = f"/channels/{guild.channel('general').id}/messages"
    async with rest.session.post(rest.url(path), data=b"{", headers=rest.token) as answer:
        assert (answer.status, (await answer.json())["code"]) == (400, 50109)
