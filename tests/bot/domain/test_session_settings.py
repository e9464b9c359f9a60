"""Which value of a server is meant by what somebody says."""

import time

import pytest

from bot.domain.errors import BadValue
from bot.domain.session_settings import Choice, Setting, SettingKind, find_setting, resolve


def setting(
    kind: SettingKind,
    *choices: Choice,
    key: str = "K",
    name: str = "It",
    is_writable: bool = True,
    unit: str = "",
    lowest: int | None = None,
    highest: int | None = None,
) -> Setting:
    return Setting(
        key=key,
        name=name,
        is_writable=is_writable,
        group="",
        kind=kind,
        value="",
        shown="",
        choices=choices,
        unit=unit,
        lowest=lowest,
        highest=highest,
    )


WEATHER = setting(
    SettingKind.CHOICE, Choice("10", "Clear"), Choice("-7", "Heavy  Rain"), Choice("Clear", "Odd")
)
CARS = setting(SettingKind.CHOICE, Choice("1", "P217"), Choice("2", "P217"), Choice("3", "Oreca"))
TRACKS = setting(SettingKind.CHOICE, *(Choice(str(number), f"Circuit {number}") for number in range(248)))
DAMAGE = setting(SettingKind.CHOICE, Choice("4", "OFF"), Choice("5", "ON"), Choice("6", "Visual only"))
ASSISTS = setting(SettingKind.SWITCH, Choice("true", "Yes"), Choice("false", "No"))
LENGTH = setting(SettingKind.NUMBER, unit="min", lowest=-1, highest=60)
GRID = setting(SettingKind.NUMBER, lowest=2)
PITS = setting(SettingKind.NUMBER, Choice("0", "No limit"), highest=80)
SWITCH = setting(SettingKind.SWITCH)
TEXT = setting(SettingKind.TEXT)
UNKNOWN = setting(SettingKind.CHOICE)


@pytest.mark.parametrize(
    ("asked", "said", "value"),
    [
        (WEATHER, "10", "10"),
        (WEATHER, "Clear", "Clear"),  # the server's own value goes before a name
        (WEATHER, "clear", "10"),
        (WEATHER, " heavy rain ", "-7"),
        (CARS, "2", "2"),
        (CARS, "oreca", "3"),
        (TRACKS, "circuit 247", "247"),
        (DAMAGE, "off", "4"),
        (DAMAGE, "false", "4"),
        (DAMAGE, "No", "4"),
        (DAMAGE, "true", "5"),
        (ASSISTS, "on", "true"),
        (ASSISTS, "false", "false"),
        (LENGTH, "20", "20"),
        (LENGTH, "020", "20"),
        (LENGTH, "+20", "20"),
        (LENGTH, "-1", "-1"),
        (LENGTH, "60 MIN", "60"),
        (LENGTH, "60min", "60"),
        (GRID, "999", "999"),
        (PITS, "no limit", "0"),
        (PITS, "80", "80"),
        (SWITCH, "ON", "1"),
        (SWITCH, "yes", "1"),
        (SWITCH, "true", "1"),
        (SWITCH, "1", "1"),
        (SWITCH, "Off", "0"),
        (SWITCH, "no", "0"),
        (SWITCH, "False", "0"),
        (SWITCH, "0", "0"),
        (TEXT, "what  ever ", "what  ever "),
    ],
)
def test_a_value_is_meant_by_itself_or_in_the_words_of_people(asked: Setting, said: str, value: str) -> None:
    assert resolve(asked, said) == value


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        (WEATHER, "Snow", "one of these"),
        (WEATHER, "", "one of these"),
        (DAMAGE, "1", "one of these"),
        (CARS, "p217", "the value of one of several that are called so"),
        (TRACKS, "circit 7", "one of the server's 248, such as"),
        (TRACKS, "???", "one of the server's 248"),
        (LENGTH, "61", "a whole number from -1 to 60, in min"),
        (LENGTH, "-2", "a whole number from -1 to 60, in min"),
        (LENGTH, "2 laps", "a whole number from -1 to 60, in min"),
        (LENGTH, "2.5", "a whole number from -1 to 60, in min"),
        (LENGTH, "\u0662", "a whole number from -1 to 60, in min"),
        (LENGTH, "", "a whole number from -1 to 60, in min"),
        (LENGTH, "9" * 5000, "a whole number from -1 to 60, in min"),
        (GRID, "1", "a whole number of at least 2"),
        (PITS, "on", "a whole number of at most 80"),
        (SWITCH, "maybe", "on or off"),
        (SWITCH, "2", "on or off"),
        (ASSISTS, "maybe", "one of these"),
        (UNKNOWN, "12", "a choice from the server's list, which is not known yet"),
    ],
)
def test_what_means_nothing_is_refused_with_what_is_expected(
    asked: Setting, said: str, expected: str
) -> None:
    with pytest.raises(BadValue) as refused:
        resolve(asked, said)
    assert (refused.value.option, refused.value.expected) == ("It", expected)


def test_a_refusal_names_what_could_have_been_meant() -> None:
    for asked, said, known in (
        (WEATHER, "Snow", ("Clear", "Heavy  Rain", "Odd")),
        (CARS, "P217", ("1", "2")),
        (TRACKS, "circit 17", ("Circuit 17",)),
    ):
        with pytest.raises(BadValue) as refused:
            resolve(asked, said)
        assert refused.value.known[: len(known)] == known


def test_a_long_list_is_searched_quickly() -> None:
    began = time.perf_counter()
    with pytest.raises(BadValue):
        resolve(TRACKS, "cirquit xyz " * 8)
    assert time.perf_counter() - began < 0.2


TRACK = setting(SettingKind.NUMBER, key="TrackId", name="Track")
RACE = setting(SettingKind.NUMBER, key="RaceLength", name="Race  length")
HOST = setting(SettingKind.TEXT, key="Host", name="Host", is_writable=False)
RAIN = setting(SettingKind.NUMBER, key="Rain", name="Track")
SETTINGS = (TRACK, RACE, HOST)


@pytest.mark.parametrize(
    ("asked", "found"),
    [("TrackId", TRACK), ("trackid", TRACK), (" race LENGTH ", RACE), ("racelength", RACE)],
)
def test_a_setting_is_meant_by_its_key_or_its_name(asked: str, found: Setting) -> None:
    assert find_setting(SETTINGS, asked) is found


def test_a_key_goes_before_a_name() -> None:
    named_so = setting(SettingKind.TEXT, key="Other", name="Rain")
    assert find_setting([named_so, RAIN], "Rain") is RAIN


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("", "one from the list that can be set"),
        ("Host", "one from the list that can be set"),
        ("Race lenght", "one from the list that can be set, such as: Race  length"),
        ("track", "the key of one of several: TrackId, Rain"),
    ],
)
def test_what_cannot_be_set_or_is_not_clear_is_refused(asked: str, wanted: str) -> None:
    with pytest.raises(BadValue) as refused:
        find_setting([*SETTINGS, RAIN], asked)
    assert refused.value.wanted == wanted
