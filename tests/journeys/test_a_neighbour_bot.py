"""Another bot in the guild has commands of the same names: main.yaml settles it."""

from pathlib import Path

import pytest

from sandbox.discord import ClientRefused
from tests.evening import evening


async def test_commands_are_renamed_and_hidden_as_wished(tmp_path: Path) -> None:
    async with evening(tmp_path) as story:
        story.more_settings = "commands: {rename: {kick: game-kick}, hide: [ban]}\n"
        await story.start()
        story.paddock.join("Ann")
        await story.look()
        mona = story.person("mona")
        assert "Ann" in (await mona.slash("game-kick", player="Ann", reason="x")).text
        for gone in ("kick", "ban"):
            with pytest.raises(ClientRefused):
                await mona.slash(gone, player="Ann", reason="x", duration="1h")
        assert "/game-kick" in (await mona.slash("help")).text
