"""Nobody is left with a class name or a traceback."""

from collections.abc import Iterator

import pytest

from bot.domain.errors import BotError
from bot.ui.words import has_own_words


def every_error(kind: type[BotError] = BotError) -> Iterator[type[BotError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from every_error(child)


@pytest.mark.parametrize("kind", list(every_error()), ids=lambda kind: kind.__name__)
def test_every_error_has_a_sentence_of_its_own(kind: type[BotError]) -> None:
    assert has_own_words(kind)
