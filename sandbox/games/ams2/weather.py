"""The weather of the script: it follows what is set for each stage, and the track follows the weather."""

import random

from sandbox.games.ams2.agenda import Agenda
from sandbox.games.ams2.driving import Driving
from sandbox.games.ams2.enums import CLEAR

LIGHT_CLOUD, OVERCAST, RAIN = 296956818, -1293634875, 1461703858
WET = frozenset({RAIN, 270338437, -1592958063, -2112363295})
"""The kinds of weather in which water falls."""
STEP = 20.0
FALLING, WETTEST = 450, 600
WETTER, DRIER = 60, 40
"""How much the racing line changes with each step."""
STAGES = "PQR"
"""The first letters of the stages that have weather of their own."""


class Weather:
    """Has it rain in one stage of each evening, unless somebody has set it otherwise."""

    def __init__(self, server: Driving, agenda: Agenda, rng: random.Random) -> None:
        self._server = server
        self._agenda = agenda
        self._random = rng

    def choose(self) -> None:
        """Choose the weather of the next lobby."""
        sky = self._random.choice((CLEAR, LIGHT_CLOUD, OVERCAST))
        wet = self._random.choice(self._server.title.weather)
        for slot in self._server.title.weather:
            self._server.next_attributes.setdefault(slot, RAIN if slot == wet else sky)

    def go_on(self) -> None:
        """Let it rain, and the track get wetter or drier, for ever."""
        self._agenda.surely_after(STEP, self.go_on)
        if self._server.session_state == "Race":
            self._change(FALLING if self._sky() in WET else 0)

    def _sky(self) -> int:
        first = self._server.session_stage[:1]
        slot = self._server.title.weather[max(STAGES.find(first), 0)]
        return int(self._server.attributes[slot])

    def _change(self, rain: int) -> None:
        line = int(self._server.attributes["WetnessOnPath"])
        line = min(line + WETTER, WETTEST) if rain else max(line - DRIER, 0)
        beside = line + line // 3
        self._server.attributes |= {
            "RainDensity": rain,
            "WetnessOnPath": line,
            "WetnessOffPath": beside,
            "WetnessAverage": (line + beside) // 2,
            "WetnessPredictedMax": WETTEST if rain else beside,
            "WetnessMaxLevel": beside,
        }
