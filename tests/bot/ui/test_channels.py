"""What a call to Discord may raise that is no bug."""

import aiohttp
import pytest

from bot.ui.channels import Trouble, is_failure, trouble_in


async def test_a_client_that_was_closed_meanwhile_is_trouble_for_later() -> None:
    session = aiohttp.ClientSession()
    await session.close()
    with pytest.raises(RuntimeError) as caught:
        await session.get("http://127.0.0.1:9")
    assert is_failure(caught.value)
    assert trouble_in(caught.value) is Trouble.LATER


@pytest.mark.parametrize("error", [RuntimeError("a bug"), ValueError("closed"), KeyError("x")])
def test_anything_else_is_a_bug(error: Exception) -> None:
    assert not is_failure(error)
