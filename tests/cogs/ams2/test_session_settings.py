"""What the settings of a session are called, and how their values are said."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.domain.session_settings import Setting, SettingKind
from cogs.ams2.attributes import ABOUT, GROUPS
from cogs.ams2.names import Names
from cogs.ams2.payloads import Lists, Status
from cogs.ams2.session_settings import settings_of
from cogs.ams2.setting_words import readable
from sandbox.games.ams2 import AMS2, PC1, Title
from sandbox.games.ams2.content import CLASS_IDS, TRACK_IDS, VEHICLES
from tests.cogs.ams2.world import Paddock, paddock


def by_key(settings: Any) -> dict[str, Setting]:
    return {setting.key: setting for setting in settings}


def settings(title: Title = AMS2, **attributes: Any) -> dict[str, Setting]:
    """Return the settings of a lobby that was just opened, with other *attributes*."""
    names = Names.of(Lists.model_validate(title.lists["all"]), title.lists["enums"])
    return by_key(settings_of(Status(state="Running", attributes={**title.start, **attributes}), names))


@pytest.fixture(params=[AMS2, PC1], ids=["AMS2", "PC1"])
async def opened(request: pytest.FixtureRequest) -> AsyncIterator[Paddock]:
    async with paddock(title=request.param) as world:
        world.join("Ann")
        await world.look()
        yield world


async def test_every_attribute_and_every_flag_is_a_setting_in_a_group_of_its_kind(opened: Paddock) -> None:
    title = opened.game.title
    shown = by_key(opened.backend.session_settings(""))
    flags = {f"Flags.{row['name']}" for row in title.lists["flags/session"]["list"]}
    assert shown.keys() == title.session.keys() | flags
    assert len(title.session) == {"AMS2": 109, "PC1": 63}[title.name]
    assert [shown[key].group for key in shown] == sorted(
        (shown[key].group for key in shown), key=GROUPS.index
    )
    assert title.session.keys() <= ABOUT.keys()


async def test_what_can_be_set_is_what_the_list_calls_writable(opened: Paddock) -> None:
    shown = by_key(opened.backend.session_settings(""))
    writable = {key for key, one in opened.game.title.session.items() if one.access == "ReadWrite"}
    locked = {key for key in opened.game.title.session if not shown[key].is_writable}
    assert locked == opened.game.title.session.keys() - writable | {"ServerControlsSetup"}


async def test_names_stand_for_the_numbers_of_every_list(opened: Paddock) -> None:
    for setting in opened.backend.session_settings(""):
        about = ABOUT.get(setting.key)
        assert (setting.kind is SettingKind.CHOICE) == bool(about and about.values), setting.key


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("TrackId", TRACK_IDS["Spa_Francorchamps_2022"], "Spa Francorchamps 2022"),
        ("TrackId", 7, "7"),
        ("VehicleClassId", CLASS_IDS["F-Trainer_A"], "Formula Trainer A"),
        ("VehicleModelId", VEHICLES[0].id, "Aston Martin Vantage GT3"),
        ("VehicleModelId", VEHICLES[8].id, "Oreca 07 (Prototype 2 Endurance)"),
        ("MultiClassSlot3", 0, "None"),
        ("MultiClassSlot3", CLASS_IDS["GT4_Cup"], "GT4 Cup"),
        ("DamageType", 2, "Costs performance"),
        ("TireWearType", 2, "5x"),
        ("AllowedViews", 2, "Cockpit helmet"),
        ("GridLayout", 14, "Host in place 4"),
        ("ManualPitStops", 1, "Manual"),
        ("MinimumOnlineRank", 7, "S"),
        ("QualifyLiveTrackPreset", -1697720237, "Medium rubber"),
        ("QualifyLiveTrackPreset", 2597247059, "Medium rubber"),
        ("RaceScheduledFullCourseYellow", 3, "75%"),
        ("RaceWeatherSlot2", -1604560069, "Heavy fog with rain"),
        ("RaceWeatherSlots", 0, "real weather"),
        ("PracticeLength", 0, "left out"),
        ("PracticeLength", 20, "20 min"),
        ("RaceLength", 12, "12 laps"),
        ("PitSpeedLimit", 0, "As the track has it"),
        ("PitSpeedLimit", 83, "83 km/h"),
        ("PitSpeedLimit", -56, "200 km/h"),
        ("RaceRollingStart", 1, "on"),
        ("TemperatureAmbient", 24300, "24.3 °C"),
        ("RainDensity", 305, "30.5 %"),
        ("GameMode", -1958878043, "MP race weekend"),
        ("Privacy", 2, "Private"),
        ("SessionStage", "Race1", "Race1"),
        ("SessionStage", "", "not known"),
        ("TrackId", "7", "7"),
        ("RaceLength", "a *few*", "a *few*"),
        ("RaceLength", ["12"], "not known"),
    ],
)
def test_values_are_said_as_people_say_them(key: str, value: Any, shown: str) -> None:
    assert settings(**{key: value})[key].shown == shown


def test_a_race_over_time_has_a_length_in_minutes() -> None:
    for title, key in ((AMS2, "RaceLength"), (PC1, "Race1Length")):
        assert settings(title, Flags=1048576)[key].shown == "12 min"


def test_a_bit_means_what_this_title_calls_it_and_the_last_one_is_printed_negative() -> None:
    cooldown = settings(Flags=-(2**31))
    on = [key for key, setting in cooldown.items() if key.startswith("Flags.") and setting.value == "1"]
    assert on == ["Flags.COOLDOWNLAP"]
    assert settings(Flags=512)["Flags.FORCE_SAME_VEHICLE_CLASS"].shown == "on"
    assert settings(PC1, Flags=512)["Flags.ROLLING_STARTS"].shown == "on"


def test_what_only_the_next_session_takes_is_told_by_its_description() -> None:
    assert [key for key, one in settings().items() if one.only_next] == [
        "GridSize",
        "GridLayout",
        "MaxPlayers",
    ]


def test_ranges_are_those_of_the_description_or_else_of_the_type() -> None:
    shown = settings()
    assert (shown["OpponentDifficulty"].lowest, shown["OpponentDifficulty"].highest) == (0, 100)
    assert (shown["PracticeLength"].lowest, shown["PracticeLength"].highest) == (0, 32767)
    assert (shown["RainDensity"].lowest, shown["DamageType"].highest) == (None, None)


def test_pit_speeds_are_offered_in_the_steps_that_the_game_knows() -> None:
    offered = [choice.value for choice in settings()["PitSpeedLimit"].choices]
    assert (offered[:3], offered[-1], len(offered)) == (["0", "40", "45"], "200", 34)


def test_an_attribute_that_nobody_has_heard_of_is_shown_by_its_own_name() -> None:
    strange = {"SafetyCarMood": 3, "Motto": "no @everyone", "x" * 300: 1}
    rows = [{"name": "SafetyCarMood", "type": "int8", "access": "ReadWrite", "description": "?"}]
    lists = {**AMS2.lists["all"], "attributes/session": {"description": "", "list": rows}}
    status = Status(state="Running", attributes=strange)
    shown = by_key(settings_of(status, Names.of(Lists.model_validate(lists), {})))
    assert shown.keys() == {"SafetyCarMood", "Motto"}
    mood = shown["SafetyCarMood"]
    assert (mood.name, mood.shown, mood.lowest, mood.highest) == ("SafetyCarMood", "3", -128, 127)
    assert (mood.is_writable, shown["Motto"].is_writable) == (True, False)
    assert shown["Motto"].shown == "no @everyone"


def test_a_value_without_a_name_is_shown_as_its_number() -> None:
    lists = {**AMS2.lists["all"], "tracks": {"description": "", "list": [{"id": 5, "name": ""}]}}
    names = Names.of(Lists.model_validate(lists), {})
    [track] = settings_of(Status(state="Running", attributes={"TrackId": 5}), names)
    assert (track.shown, track.choices) == ("5", ())


def test_a_status_with_too_many_attributes_is_not_shown_whole() -> None:
    status = Status(state="Running", attributes={f"A{number}": number for number in range(5000)})
    assert len(settings_of(status, Names())) == 400


def test_without_the_lists_numbers_are_shown_and_nothing_can_be_set() -> None:
    status = Status(state="Running", attributes=AMS2.start)
    shown = by_key(settings_of(status, Names()))
    assert shown["RaceLength"].shown == "12 laps"
    assert shown["SessionState"].shown == "Lobby"
    assert not any(setting.is_writable for setting in shown.values())


def test_the_zeros_of_an_idle_server_are_no_values() -> None:
    names = Names.of(Lists.model_validate(AMS2.lists["all"]))
    shown = by_key(settings_of(Status(state="Idle", attributes=AMS2.empty), names))
    assert {(setting.value, setting.shown) for setting in shown.values()} == {("", "not known")}
    assert shown["RaceLength"].is_writable


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("OFF", "Off"),
        ("VISUAL_ONLY", "Visual only"),
        ("SYNC_TO_RACE", "Sync to race"),
        ("X10", "10x"),
        ("HeavyFogWithRain", "Heavy fog with rain"),
        ("MP_OCRaceWeekend", "MP OC race weekend"),
        ("FILL_SESSION_WITH_AI", "Fill session with AI"),
        ("SC_ALLOWED", "Stability control allowed"),
        ("25%", "25%"),
        ("S", "S"),
        ("", ""),
    ],
)
def test_the_servers_words_are_made_readable(name: str, words: str) -> None:
    assert readable(name) == words
