from collections.abc import AsyncIterator

import pytest

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from sandbox.web import Page, SteeredRace
from tests.sandbox.web.chromium import Tab, new_tab

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("bot", "guild")]


@pytest.fixture
async def tab(devtools: str, page: Page, discord: SandboxDiscord) -> AsyncIterator[Tab]:
    """The page in a browser, seen as mona; its console must stay silent."""
    await discord.as_user("tom").say("general", "hello **all**")
    async with new_tab(devtools) as tab:
        await tab.resize(1280, 800)
        await tab.open(page.address)
        await tab.click("#who")
        await tab.click("[data-who=mona]")
        await tab.see("mona", "#me")
        yield tab
        assert tab.errors == []


async def test_a_person_reads_types_a_command_and_presses_a_button(tab: Tab, discord: SandboxDiscord) -> None:
    assert await tab.until("document.querySelector('.message strong')?.innerText") == "all"

    await tab.click("#text")
    await tab.type("/")
    await tab.see("/session advance", "#suggestions")
    await tab.type("ki")
    await tab.until("document.querySelectorAll('.suggestion').length === 1")
    await tab.press("Enter")
    await tab.see("Bob", "#suggestions")  # the bot's own choices for the first option
    await tab.type("An")
    await tab.until("!document.querySelector('#suggestions').innerText.includes('Bob')")
    await tab.press("Enter")
    await tab.click(".suggestion", "laps")
    await tab.type("3")
    await tab.press("Enter")
    await tab.see("A None 3", ".message.ephemeral")
    await tab.see("Only you can see this", ".message.ephemeral")

    await tab.click("#text")
    await tab.type("/panel")
    await tab.press("Enter")
    await tab.see("/panel", ".command")
    await tab.press("Enter")
    await tab.click(".message button", "Count")
    await tab.see("Counted", ".message .row")
    assert [message.content for message in discord.messages_in("general")] == ["hello **all**", "one"]


async def test_a_form_is_filled_in_and_an_answer_dismissed(tab: Tab) -> None:
    await tab.click("#text")
    await tab.type("/report")
    await tab.press("Enter")
    await tab.see("/report", ".command")
    await tab.press("Enter")
    await tab.see("Report", "dialog")
    await tab.type("a crash")
    await tab.press("Enter")
    await tab.see("noted: a crash", ".message.ephemeral")
    await tab.click(".message.ephemeral .as-link")
    await tab.until("!document.querySelector('.message.ephemeral')")


async def test_a_hostile_text_stays_text(tab: Tab, discord: SandboxDiscord, guild: Guild) -> None:
    hostile = "<img src=x onerror=document.title='lost'> [x](javascript:alert(1)) \u202e"
    guild.change_member(guild.member("tom"), nick="<script>document.title='lost'</script>")
    await discord.as_user("tom").say("general", hostile)
    await tab.see("onerror", ".slot:last-child .text")
    await tab.see("<script>", "#messages .head")
    assert await tab.run("document.querySelectorAll('.message img, .message a, main script').length") == 0
    assert "lost" not in await tab.run("document.title")


async def test_a_player_speaks_in_the_game_and_the_server_is_taken_down(tab: Tab, game: SteeredRace) -> None:
    game.server.join("brake_l8_otter")
    await tab.see("brake_l8_otter", "#player")
    await tab.click("#game-text")
    await tab.type("!linkme 1234-5678")
    await tab.press("Enter")
    await tab.see("!linkme 1234-5678", "#game-lines")
    await tab.click("[data-game=paddock]")
    await tab.click("[data-act=down]")
    await tab.see("down", "[data-game=paddock]")
    assert game.down


async def test_on_a_phone_the_channels_are_in_a_drawer(tab: Tab, discord: SandboxDiscord) -> None:
    await tab.resize(390, 844)
    assert await tab.run("document.documentElement.scrollWidth") == 390
    await discord.as_user("owner").say("general", "still here")
    await tab.click(".panel-title .close")
    await tab.click(".burger")
    await tab.click("#channels .channel", "general")
    await tab.until("!document.body.classList.contains('drawer')")
    await tab.see("still here", "#messages")
