"""What people are told when something they typed cannot be."""

from bot.domain.errors import BadValue
from bot.ui.words import words_for


def test_values_that_would_do_are_named_without_their_markup() -> None:
    told = words_for(BadValue("We`ather", "*Snow*", "one of these", ["Clear", "[x](http://evil)\n@everyone"]))
    assert told.startswith("`We'ather` must be one of these: Clear, ")
    assert told.endswith("; **\\*Snow\\*** is not.")
    assert "](http" not in told
    assert "@everyone" not in told
    assert "\n" not in told
