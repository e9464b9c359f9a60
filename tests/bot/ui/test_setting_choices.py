"""What autocomplete offers for a session's settings."""

import time

from bot.domain.session_settings import Choice, Setting, SettingKind
from bot.ui.setting_choices import offer_settings, offer_values

TRACKS = tuple(Choice(str(number), f"Circuit {number}") for number in range(248))
TRACK = Setting(
    key="TrackId",
    name="Track",
    group="Track",
    kind=SettingKind.CHOICE,
    value="7",
    shown="Circuit 7",
    choices=(Choice("901", "Spa"), Choice("902", "Barcelona Spain"), *TRACKS),
)
LENGTH = Setting(
    key="RaceLength",
    name="Race length",
    group="Race",
    kind=SettingKind.NUMBER,
    value="20",
    shown="20 min",
    lowest=1,
    highest=60,
    unit="min",
)
DAMAGE = Setting(key="Damage", name="Damage", group="Rules", kind=SettingKind.SWITCH, value="1", shown="on")
HOST = Setting(
    key="Host", name="Host", group="Rules", kind=SettingKind.TEXT, value="x", shown="x", is_writable=False
)
ALL = (LENGTH, TRACK, DAMAGE, HOST)


def test_settings_are_offered_by_group_and_name_and_only_those_that_can_be_set() -> None:
    shown = [choice.name for choice in offer_settings(ALL, "")]
    assert shown == [
        "Race: Race length (now 20 min)",
        "Track: Track (now Circuit 7)",
        "Rules: Damage (now on)",
    ]


def test_what_begins_as_typed_comes_before_what_only_holds_it() -> None:
    assert [choice.name for choice in offer_values(TRACK, "spa")] == ["Spa", "Barcelona Spain"]
    assert next(choice.value for choice in offer_settings(ALL, "rac")) == "RaceLength"


def test_a_switch_offers_on_and_off_and_a_number_shows_its_range() -> None:
    assert [choice.value for choice in offer_values(DAMAGE, "")] == ["on", "off"]
    (offer,) = offer_values(LENGTH, "30")
    assert (offer.name, offer.value) == ("30 min (now 20 min, 1 to 60)", "30")


def test_long_lists_are_offered_within_a_tenth_of_a_second() -> None:
    began = time.perf_counter()
    assert len(offer_values(TRACK, "circuit")) == 25
    assert time.perf_counter() - began < 0.1


def test_hostile_names_stay_one_line_within_discords_limits() -> None:
    hostile = Setting(
        key="K", name="x\n" * 90, group="\u202e", kind=SettingKind.TEXT, value="y" * 300, shown="\n\n"
    )
    for choice in (*offer_settings([hostile], ""), *offer_values(hostile, "")):
        assert 1 <= len(choice.name) <= 100
        assert "\n" not in choice.name
        assert len(str(choice.value)) <= 100
