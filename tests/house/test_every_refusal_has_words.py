"""Why a link was not made is said in a sentence, here and in the game."""

import pytest

from bot.domain.errors import LinkRefusal, LinkRefused
from bot.ui.words import words_for


@pytest.mark.parametrize("why", list(LinkRefusal), ids=lambda why: why.name)
def test_every_refusal_of_a_link_has_a_sentence(why: LinkRefusal) -> None:
    assert words_for(LinkRefused(why)).endswith(".")
