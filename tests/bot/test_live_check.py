import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import RawTestServer

from bot import live_check
from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from sandbox.discord.permissions import EVERYONE, Right
from sandbox.games.ams2 import AMS2Server
from tests.bot.command_line import run, write

PASSWORD = "an-invented-password"
CHANNELS = ("audit", "overview", "status", "feed", "chat")


class Club:
    """A guild and a race server that lack nothing, until a test takes something away."""

    def __init__(
        self, local: SandboxDiscord, paddock: AMS2Server, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.discord, self.paddock = local, paddock
        self._folder, self._capsys = folder, capsys
        self.guild = local.add_guild("Paddock Club")
        self.guild.add_role("Admin", ["manage_guild", "moderate_members"])
        self.guild.add_role("Moderator", ["moderate_members"])
        ids = {name: self.guild.add_channel(name).id for name in CHANNELS}
        self.settings: dict[str, Any] = {
            "discord": {"token": "${TOKEN}", "guild_id": self.guild.id, "api_base": local.api_base},
            "roles": {"admin": ["Admin"], "moderator": ["Moderator"]},
            "channels": {"audit": ids["audit"], "overview": ids["overview"]},
            "servers": {
                "paddock": {
                    "game": "ams2",
                    "url": paddock.url,
                    "username": "steward",
                    "password": "${PASSWORD}",
                    "channels": {name: ids[name] for name in ("status", "feed", "chat")},
                }
            },
        }

    @property
    def server(self) -> dict[str, Any]:
        entry: dict[str, Any] = self.settings["servers"]["paddock"]
        return entry

    def deny(self, channel: str, *rights: str) -> None:
        self.guild.overwrite(self.guild.channel(channel), self.guild.bot, deny=rights)

    def preset(self, name: str, text: str) -> None:
        folder = self._folder / "config" / "presets"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")

    async def check(self) -> tuple[int, list[str]]:
        """Return the exit code and the lines that tell of something to mend."""
        code, lines = await self.check_all()
        return code, [line for line in lines[1:-1] if line.startswith(("warning ", "failed "))]

    async def check_all(self) -> tuple[int, list[str]]:
        path = write(self._folder, self.settings)
        code, out, err = await run(self._capsys, "check", "--live", "--config", str(path))
        assert self.discord.token not in out + err
        assert PASSWORD not in out + err
        return code, out.splitlines()


@pytest.fixture
async def club(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> AsyncIterator[Club]:
    async with SandboxDiscord() as local, AMS2Server(users={"steward": PASSWORD}) as paddock:
        monkeypatch.setenv("TOKEN", local.token)
        monkeypatch.setenv("PASSWORD", PASSWORD)
        yield Club(local, paddock, tmp_path, capsys)
        assert local.unknown_routes == []


async def test_where_nothing_is_missing_everything_is_said_to_be_so(club: Club) -> None:
    code, lines = await club.check_all()
    subjects = [line.removeprefix("ok ").split(": ")[0].strip() for line in lines if line.startswith("ok ")]
    assert subjects == [
        "discord.token",
        "intents",
        "discord.guild_id",
        "roles.admin",
        "roles.moderator",
        "channels.audit",
        "channels.overview",
        "servers.paddock.channels.status",
        "servers.paddock.channels.feed",
        "servers.paddock.channels.chat",
        "servers.paddock",
    ]
    assert (code, lines[-1]) == (0, f"Of {len(lines) - 2} findings, 0 failed, 0 warn.")


async def test_it_changes_nothing(club: Club) -> None:
    await club.check()
    asked = {request["method"] for request in club.discord.recording.requests}
    assert asked == {"GET"}
    assert not [path for path, _ in club.paddock.asked if "kick" in path or "advance" in path]


async def test_a_refused_token_is_one_sentence_and_the_servers_are_tried_all_the_same(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", "an-invented-token")
    code, lines = await club.check_all()
    told = [line for line in lines[1:-1] if not line.startswith("note ")]
    assert code == 77
    assert told[0].startswith("failed  discord.token: Discord does not accept discord.token.")
    assert "developer portal" in told[0]
    assert told[1:] == [f"ok      servers.paddock: {club.paddock.url} answers and lets the bot in."]


async def test_a_local_discord_is_never_taken_for_the_real_one(club: Club) -> None:
    _, lines = await club.check_all()
    assert lines[1] == f"note    discord.api_base: not the real Discord, but {club.discord.api_base}."


async def test_intents_that_are_off_are_a_warning_that_says_what_goes_without_them(club: Club) -> None:
    club.discord.world.allowed_intents = 0
    code, [content, members] = await club.check()
    assert code == 0
    assert content.startswith("warning intents: no Message Content intent")
    assert "not relayed" in content
    assert members.startswith("warning intents: no Server Members intent")


async def test_a_bot_that_is_not_in_the_guild_gets_an_invite_link(club: Club) -> None:
    club.settings["discord"]["guild_id"] = 5
    code, [line] = await club.check()
    application = club.discord.application_id
    assert code == 78
    assert line == (
        "failed  discord.guild_id: the bot is not in the guild 5. Invite it: https://discord.com/oauth2/authorize"
        f"?client_id={application}&scope=bot+applications.commands&permissions=117824&guild_id=5"
    )


def test_the_invite_asks_for_nothing_that_is_not_needed() -> None:
    wanted = {
        *("view_channel", "send_messages", "embed_links", "read_message_history"),
        *("add_reactions", "attach_files"),
    }
    assert sum(Right[name.upper()] for name in wanted) == 117824


async def test_an_unknown_role_is_told_with_the_one_that_may_be_meant(club: Club) -> None:
    club.settings["roles"]["moderator"] = ["Moderators"]
    assert await club.check() == (
        78,
        ["failed  roles.moderator: the guild has no role 'Moderators' (did you mean 'Moderator'?)."],
    )


async def test_a_name_that_two_roles_bear_fails(club: Club) -> None:
    club.guild.add_role("Moderator")
    code, [line] = await club.check()
    assert (code, line.split(".")[1]) == (78, "moderator: 2 roles are called 'Moderator'")


async def test_of_two_roles_with_one_name_the_id_tells_which(club: Club) -> None:
    twin = club.guild.add_role("Moderator", ["moderate_members"])
    club.settings["roles"]["moderator"] = [str(twin.id)]
    assert await club.check() == (0, [])


async def test_everyone_is_no_role_for_a_level(club: Club) -> None:
    club.settings["roles"]["moderator"] = ["@everyone"]
    code, [line] = await club.check()
    assert (code, line[:8]) == (78, "failed  ")


async def test_a_role_that_discord_hides_the_commands_from_is_a_warning_with_the_way_out(club: Club) -> None:
    club.guild.change_role(club.guild.role("Moderator"), permissions=0)
    code, [line] = await club.check()
    assert code == 0
    assert line.startswith("warning roles.moderator: the role Moderator lacks Timeout Members")
    assert "Server Settings > Integrations" in line


async def test_admins_need_what_shows_the_moderators_commands_too(club: Club) -> None:
    club.guild.change_role(club.guild.role("Admin"), permissions=0)
    _, [line] = await club.check()
    assert "the role Admin lacks Timeout Members, Manage Server:" in line


async def test_an_administrator_lacks_nothing(club: Club) -> None:
    club.guild.change_role(club.guild.role("Admin"), permissions=int(Right.ADMINISTRATOR))
    assert await club.check() == (0, [])


async def test_the_roles_of_one_server_are_looked_at(club: Club) -> None:
    club.server["roles"] = {"moderator": ["Race Steward"]}
    club.server["each"] = {"night": {"roles": {"admin": ["Night Owl"]}}}
    code, lines = await club.check()
    assert code == 78
    assert [line.split(": ")[0] for line in lines] == [
        "failed  servers.paddock.roles.moderator",
        "failed  servers.paddock.each.night.roles.admin",
    ]


async def test_a_channel_that_is_not_in_the_guild_fails(club: Club) -> None:
    elsewhere = club.discord.add_guild("Elsewhere").add_channel("status")
    club.server["channels"]["status"] = elsewhere.id
    code, [line] = await club.check()
    assert code == 78
    assert line.startswith(
        f"failed  servers.paddock.channels.status: the guild has no channel {elsewhere.id}."
    )


async def test_a_channel_for_voices_fails(club: Club) -> None:
    club.server["channels"]["feed"] = club.guild.add_channel("Lounge", kind="voice").id
    code, [line] = await club.check()
    assert code == 78
    assert line == (
        "failed  servers.paddock.channels.feed: #Lounge is a voice channel. It must be a text channel."
    )


@pytest.mark.parametrize(
    ("denied", "named"),
    [
        ("view_channel", "View Channel"),
        ("send_messages", "Send Messages"),
        ("embed_links", "Embed Links"),
        ("read_message_history", "Read Message History"),
    ],
)
async def test_exactly_the_permission_that_is_missing_is_named(club: Club, denied: str, named: str) -> None:
    club.deny("overview", denied)
    code, [line] = await club.check()
    assert code == 78
    assert line == (
        f"failed  channels.overview: the bot lacks {named}."
        " Allow it in the settings of #overview under Permissions."
    )


async def test_every_missing_permission_of_every_channel_is_told_at_once(club: Club) -> None:
    club.deny("overview", "embed_links", "read_message_history")
    club.deny("status", "send_messages")
    club.server["each"] = {"night": {"channels": {"status": 7}}}
    code, lines = await club.check()
    assert code == 78
    assert [line.split(". ")[0] for line in lines] == [
        "failed  channels.overview: the bot lacks Embed Links, Read Message History",
        "failed  servers.paddock.channels.status: the bot lacks Send Messages",
        "failed  servers.paddock.each.night.channels.status: the guild has no channel 7",
    ]


async def test_a_chat_without_reactions_is_a_warning_and_a_board_without_them_is_none(club: Club) -> None:
    club.deny("chat", "add_reactions")
    club.deny("status", "add_reactions")
    code, [line] = await club.check()
    assert code == 0
    assert line.startswith("warning servers.paddock.channels.chat: the bot lacks Add Reactions")


async def test_results_without_files_are_a_warning(club: Club) -> None:
    club.server["channels"]["results"] = club.guild.channel("status").id
    club.deny("status", "attach_files")
    code, [line] = await club.check()
    assert code == 0
    assert line.startswith("warning servers.paddock.channels.results: the bot lacks Attach Files")


async def test_what_the_bots_own_role_lacks_is_missing_everywhere(club: Club) -> None:
    guild: Guild = club.guild
    for role in list(guild.roles.values())[:2]:  # everyone, and the bot's own
        guild.change_role(role, permissions=int(EVERYONE & ~Right.EMBED_LINKS))
    code, lines = await club.check()
    assert (code, len(lines)) == (78, 5)
    assert all("the bot lacks Embed Links." in line for line in lines)


@pytest.mark.parametrize("fault", ["cut_before", "503"])
async def test_a_discord_that_does_not_answer_needs_no_mending(club: Club, fault: str) -> None:
    club.discord.faults.add("GET", "/guilds/{guild}/channels", fault=fault, times=9)
    code, [line] = await club.check()
    assert code == 1
    assert line.startswith("failed  discord: Discord ")


async def test_a_discord_that_hangs_is_not_waited_for(club: Club, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_check, "DEADLINE", 0.5)
    club.discord.faults.add("GET", "/guilds/{guild}", fault="slow", seconds=2)
    code, [line] = await club.check()
    assert (code, "did not answer within 0.5 s" in line) == (1, True)


async def test_where_no_local_discord_runs_the_token_goes_nowhere(club: Club) -> None:
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        club.settings["discord"]["api_base"] = f"http://127.0.0.1:{taken.getsockname()[1]}/api/v10"
        code, [line] = await club.check()
    assert code == 78
    assert line.startswith("failed  discord.api_base: found http://127.0.0.1:")
    assert club.discord.recording.requests == []


async def test_a_wrong_password_needs_mending(club: Club) -> None:
    club.paddock.access.users["steward"] = "another-invented-password"
    code, [line] = await club.check()
    assert code == 78
    assert line.startswith(f"failed  servers.paddock: {club.paddock.url}: The server does not accept")


async def test_a_server_that_is_off_needs_no_mending_here(club: Club) -> None:
    await club.paddock.down()
    code, [line] = await club.check()
    assert code == 1
    assert line.startswith(f"failed  servers.paddock: {club.paddock.url}: It does not answer")


async def test_an_address_where_something_else_answers_needs_mending(club: Club) -> None:
    club.paddock.faults.add("*", "html", times=None)
    code, [line] = await club.check()
    assert (code, "Check the address in main.yaml" in line) == (78, True)


async def test_a_servers_own_words_are_shown_without_discords_backslashes(club: Club) -> None:
    async def refuse(_: web.BaseRequest) -> web.Response:
        return web.Response(status=404, text="no_such_page *here*")

    async with RawTestServer(refuse) as other:
        club.server["url"] = str(other.make_url(""))
        code, [line] = await club.check()
    assert (code, line.split(": ")[-1]) == (78, "answers 404 no_such_page *here*.")


async def test_one_sick_server_hides_no_other(club: Club) -> None:
    async with AMS2Server(users={"steward": PASSWORD}) as oval:
        club.settings["servers"]["oval"] = {**club.server, "url": oval.url}
        club.paddock.faults.add("*", "500", times=None)
        code, lines = await club.check_all()
    assert code == 1
    told = [line.split(": ")[0] for line in lines if not line.startswith("note ")]
    assert told[-3:-1] == ["failed  servers.paddock", "ok      servers.oval"]


async def test_what_must_be_mended_counts_before_what_only_did_not_answer(club: Club) -> None:
    await club.paddock.down()
    club.settings["roles"]["admin"] = ["Nobody"]
    code, lines = await club.check()
    assert (code, len(lines)) == (78, 2)


async def test_presets_are_held_against_each_server_that_they_fit_and_nothing_is_set(club: Club) -> None:
    club.preset("rain", "session:\n  Race length: 10\n  Race weather 1: light rain\n")
    club.preset("wrong", "game: ams2\nsession:\n  Race lenght: 10\n  Damage: some\n")
    async with AMS2Server(users={"steward": PASSWORD}) as oval:
        club.settings["servers"]["oval"] = {**club.server, "url": oval.url}
        club.preset("oval", "servers: [oval]\nsession: {Grid size: 900}\n")
        code, lines = await club.check_all()
        asked = [path for path, _ in (*oval.asked, *club.paddock.asked)]
    told = [line for line in lines if " config/presets/" in line]
    paddock, oval_too = "(on servers.paddock).", "(on servers.oval)."
    assert code == 78
    assert lines[0].endswith("with 2 entries under servers and 3 presets.")
    assert sorted(line.split(", expected")[0] for line in told) == [
        "failed  config/presets/oval.yaml:2: session.Grid size: found '900'",
        "failed  config/presets/wrong.yaml:3: session.Race lenght: found 'Race lenght'",
        "failed  config/presets/wrong.yaml:3: session.Race lenght: found 'Race lenght'",
        "failed  config/presets/wrong.yaml:4: session.Damage: found 'some'",
        "failed  config/presets/wrong.yaml:4: session.Damage: found 'some'",
        "ok      config/presets/rain.yaml: servers.oval knows all that it sets.",
        "ok      config/presets/rain.yaml: servers.paddock knows all that it sets.",
    ]
    assert sum(line.endswith(paddock) for line in told) == 2
    assert sum(line.endswith(oval_too) for line in told) == 3
    assert not [path for path in asked if "attributes" in path and "list" not in path]
