"""How many taps a moderator needs on a phone 390 px wide, counted in a browser on the demo's own page."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.games.ams2 import Weekend
from sandbox.web import Page, SteeredRace
from tests.evening import Evening, evening
from tests.sandbox.web.chromium import Tab, new_tab

pytestmark = pytest.mark.browser


class Phone:
    """A moderator's thumb on the staff channel; each tap is counted."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self.taps = 0

    async def tap(self, selector: str, text: str) -> None:
        self.taps += 1
        await self._tab.click(selector, text)

    async def type(self, text: str) -> None:
        """Type into the form, whose first field is ready for it."""
        await self._tab.until("document.querySelector('dialog')?.contains(document.activeElement)")
        await self._tab.type(text)

    async def read(self, text: str) -> None:
        await self._tab.see(text, "#messages")


@pytest.fixture
async def racing(tmp_path: Path) -> AsyncIterator[Evening]:
    """An evening on which brake_l8_otter practises."""
    async with evening(tmp_path) as story:
        story.paddock.join("brake_l8_otter")
        story.paddock.load_race()
        await story.start()
        await story.look()
        await story.until_shown("staff", "brake", "Practice")
        yield story


@pytest.fixture
async def phone(devtools: str, racing: Evening) -> AsyncIterator[Phone]:
    """The page as mona sees it, with the staff channel open."""
    game = SteeredRace("paddock", racing.paddock, Weekend(racing.paddock, seed=1))
    page = Page(racing.discord, racing.guild, [game])
    await page.start()
    try:
        async with new_tab(devtools) as tab:
            await tab.resize(1280, 800)
            await tab.open(page.address)
            await tab.click("#who")
            await tab.click("[data-who=mona]")
            await tab.see("mona", "#me")
            await tab.click("#channels .channel", "staff")
            await tab.resize(390, 844)
            await tab.click(".panel-title .close")
            await tab.see("control panel", "#messages")
            yield Phone(tab)
            assert await tab.run("document.documentElement.scrollWidth") == 390
            assert tab.errors == []
    finally:
        await page.close()


async def test_a_stage_is_advanced_in_two_taps(phone: Phone, racing: Evening) -> None:
    await phone.tap(".message button", "Advance")
    await phone.tap(".message.ephemeral button", "End it for everybody")
    await phone.read("Done.")
    assert phone.taps == 2
    assert [path for path, _ in racing.paddock.asked if path.endswith("/advance")] == ["/api/session/advance"]


async def test_a_player_is_kicked_with_a_reason_in_four_taps(phone: Phone, racing: Evening) -> None:
    await phone.tap(".message .select", "A player")
    await phone.tap(".entry[role=option]", "brake_l8_otter")
    await phone.tap(".message.ephemeral button", "Kick")
    await phone.type("ramming")
    await phone.tap("dialog button", "Submit")
    await phone.read("Done.")
    assert phone.taps == 4
    assert racing.paddock.members == []
