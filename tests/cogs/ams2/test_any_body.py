"""Whatever a server answers is a look or one of the errors that a backend may raise."""

import copy
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from aiohttp import web
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.clock import utc_now
from bot.domain.errors import BackendError, BadValue, ProtocolError, Rejected
from bot.domain.events import PlayerSaid
from bot.domain.look import Position, Seen
from bot.domain.snapshot import Snapshot
from bot.http import Door, Sessions
from cogs.ams2 import AMS2, AMS2Settings, session_changes
from tests.cogs.ams2 import bodies

Bodies = dict[str, bytes]
"""What is answered at which path; everything else is answered well."""

STATUS, RANGE, LISTS = "/api/session/status", "/api/log/range", "/api/list/all"
HELP, ENUMS = "/api/help", "/api/list/enums"
OVERVIEW, VERSION, PERFORMANCE = "/api/log/overview", "/api/version", "/api/performance"
LOG = bodies.page(
    bodies.event(0),
    bodies.event(1, "StageChanged", attributes={"PreviousStage": "Practice1", "NewStage": "Race1"}),
    bodies.event(2, "StateChanged", attributes={"PreviousState": "Lobby", "NewState": "Race"}),
    bodies.event(3, "PlayerChat", attributes={"Message": "hi"}),
    bodies.event(4),
    bodies.event(5, "PlayerLeft", attributes={"Reason": "left", "GameReasonId": 1}),
)
SOUND: dict[str, Any] = {
    STATUS: {"result": "ok", "response": bodies.status(SessionTimeElapsed=30, SessionTimeDuration=600)},
    RANGE: {"result": "ok", "response": LOG},
    OVERVIEW: {"result": "ok", "response": {"first": 0, "count": 6, "now": 1_800_000_100}},
    LISTS: {"result": "ok", "response": bodies.LISTS},
    ENUMS: {"result": "ok", "response": bodies.ENUMS},
    VERSION: {"result": "ok", "response": {"build_version": 1, "protocol_version": 90, "lua_version": 301}},
    PERFORMANCE: {
        "result": "ok",
        "response": {"tick_recent": {"100": {"mean": 2}}, "tick_worst": {"100": {"mean": 7.5}}},
    },
    HELP: {"result": "ok", "response": {"methods": [{"name": "api/help"}, {"name": "api/session/kick"}]}},
}
NUMBERS: tuple[Any, ...] = (10**12, -(10**12), 2**33 - 1, 2**31, "9" * 12, "9" * 5000, 0)
TEXTS = ("9" * 30, "9" * 5000, "x" * 5000, "\ud800", "\x00", "Lobby", "PostRace", "")
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from([2**53, 2**64, 10**30, 10**400, 65536, -1, *NUMBERS])
    | st.sampled_from(["0", "-1", "Race", "Race1", "odd", "٣", "²", *TEXTS])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
)


def places(value: Any, *above: str | int) -> Iterator[tuple[str | int, ...]]:
    """Yield the path to every value in a JSON value, itself first."""
    yield above
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield from places(below, *above, key)


@st.composite
def spoiled(draw: st.DrawFn) -> Bodies:
    """Return a body with up to three values replaced by anything or taken away."""
    path = draw(st.sampled_from(sorted(SOUND)))
    body: Any = copy.deepcopy(SOUND[path])
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(list(places(body))))
        if not place:
            return {path: json.dumps(draw(JSON)).encode()}
        holder = body
        for key in place[:-1]:
            holder = holder[key]
        if draw(st.booleans()):
            del holder[place[-1]]
        else:
            holder[place[-1]] = draw(JSON)
    return {path: json.dumps(body).encode()}


@st.composite
def hostile(draw: st.DrawFn) -> Bodies:
    """Return a status and a part of the log in which many values are the worst of their kind."""
    answered: Any = {path: copy.deepcopy(SOUND[path]) for path in (STATUS, RANGE)}
    chance = draw(st.randoms(use_true_random=False))
    for path, *above, key in [place for place in places(answered) if len(place) > 3]:
        holder = answered[path]
        for step in above:
            holder = holder[step]
        if chance.random() < 0.3 and isinstance(holder[key], (int, str)):
            holder[key] = chance.choice(TEXTS if isinstance(holder[key], str) else NUMBERS)
    return {path: json.dumps(body).encode() for path, body in answered.items()}


@st.composite
def damaged(draw: st.DrawFn) -> Bodies:
    """Return a body in which some bytes are others."""
    path = draw(st.sampled_from(sorted(SOUND)))
    body = bytearray(json.dumps(SOUND[path]).encode())
    for _ in range(draw(st.integers(1, 3))):
        body[draw(st.integers(0, len(body) - 1))] = draw(st.integers(0, 255))
    return {path: bytes(body)}


class Answers:
    """A server that answers what it is told to, whatever it is."""

    def __init__(self) -> None:
        self.bodies = {path: json.dumps(body).encode() for path, body in SOUND.items()}

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        return web.Response(body=self.bodies[request.path])


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers()


@pytest.fixture
async def backend(answers: Answers) -> AsyncIterator[AMS2]:
    runner = web.ServerRunner(web.Server(answers, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with Sessions() as sessions:
        settings = AMS2Settings.model_validate({"game": "ams2", "url": url})
        backend = AMS2(Door(sessions, url, server="paddock"), settings, utc_now)
        yield backend
        await backend.close()
    await runner.cleanup()


AT_ONE = Position(epoch=0, index=1, mark="1800000000:PlayerJoined")


async def look(
    backend: AMS2, answers: Answers, spoiled: Bodies, since: Position | None = AT_ONE
) -> Seen | BackendError:
    answers.bodies = Answers().bodies | spoiled
    backend._naming._due = utc_now()
    try:
        return (await backend.look({"": since} if since else {}))[""]
    except BackendError as error:
        return error


def can_be_kept(seen: Seen) -> bool:
    """Tell whether a database and Discord take what was seen: bounded numbers, and text that is text."""
    assert seen.log is not None
    TypeAdapter(Snapshot).dump_json(seen.snapshot)
    for event in seen.log.events:
        TypeAdapter(type(event)).dump_json(event)
    return seen.log.position.index < 2**63


RACE = bodies.status(SessionTimeElapsed=0, SessionTimeDuration=10**12)


@example({RANGE: bodies.ok({"first": 2**53 - 1, "count": 1, "events": [bodies.event(2**53 - 1), "odd"]})})
@example({RANGE: bodies.ok({"first": 10**30, "count": 1, "events": [bodies.event(10**30)]})})
@example({RANGE: bodies.ok(bodies.page(bodies.event(1, attributes={"SteamId": "9" * 5000})))})
@example({RANGE: bodies.ok(bodies.page(bodies.event(1, time=10**12)))})
@example({RANGE: bodies.ok(bodies.page(bodies.event(1, time=2**33 - 1)) | {"now": 1})})
@example({RANGE: bodies.ok(bodies.page(bodies.event(1, time=0)) | {"now": 2**33 - 1})})
@example({STATUS: bodies.ok(RACE)})
@example({STATUS: bodies.ok(bodies.status()).replace(b"131", b"9" * 5000)})
@example({STATUS: b'{"result": "ok", "response": {"state": "Running", "attributes": {"TrackId": NaN}}}'})
@example({STATUS: b"[" * 100_000})
@example({STATUS: b"\xff\xfe"})
@example({STATUS: b""})
@given(hostile() | hostile() | spoiled() | damaged())
@hypothesis_settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # the backend is meant to outlive all that it is answered
async def test_whatever_is_answered_is_a_look_or_an_error_of_the_family(
    backend: AMS2, answers: Answers, spoiled: Bodies
) -> None:
    for since in (AT_ONE, None):
        outcome = await look(backend, answers, spoiled, since)
        assert isinstance(outcome, (Seen, BackendError))
        if isinstance(outcome, Seen):
            assert can_be_kept(outcome)
        if spoiled.keys() == {LISTS}:
            assert isinstance(outcome, Seen)


@given(spoiled() | spoiled() | damaged())
@hypothesis_settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_whatever_is_answered_the_vitals_are_words(
    backend: AMS2, answers: Answers, spoiled: Bodies
) -> None:
    seen = await look(backend, answers, spoiled)
    facts = list(await backend.vitals(""))
    if isinstance(seen, Seen):
        facts += [fact for player in seen.snapshot.players for fact in backend.about("", player)]
    assert {"Build", "Ticks", "Methods", "Event log", "Clock", "Lists"} <= {fact.label for fact in facts}
    assert all(0 < len(fact.value) < 5000 for fact in facts)


OPEN_LISTS = bodies.ok(
    bodies.LISTS
    | {
        f"attributes/{of}": {"list": [{"name": "VehicleId", "type": "int32", "access": "ReadWrite"}]}
        for of in ("member", "participant")
    }
)


@given(hostile() | spoiled() | spoiled() | damaged())
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_whatever_is_answered_the_settings_are_words_and_a_change_has_an_outcome(
    backend: AMS2, answers: Answers, monkeypatch: pytest.MonkeyPatch, spoiled: Bodies
) -> None:
    monkeypatch.setattr(session_changes, "READ_BACK_WITHIN", 0.05)
    await look(backend, answers, {LISTS: OPEN_LISTS} | spoiled)
    shown = backend.session_settings("")
    assert [one for one in shown if not (one.key and one.group and 0 < len(one.shown) < 600)] == []
    answers.bodies["/api/session/set_attributes"] = b'{"result": "ok"}'
    for setting in [one for one in shown if one.is_writable][:3]:
        try:
            [change] = await backend.set_session("", {setting.key: setting.value})
        except (BackendError, BadValue):
            continue
        assert change.setting.key == setting.key


@pytest.mark.parametrize("typed", [b"\x07", b"\xff", rb"\ud83d"], ids=["control", "no text", "half a pair"])
async def test_what_somebody_types_does_not_stop_the_log(
    backend: AMS2, answers: Answers, typed: bytes
) -> None:
    body = json.dumps(SOUND[RANGE]).encode().replace(b'"hi"', b'"h' + typed + b'i"')
    outcome = await look(backend, answers, {RANGE: body})
    assert isinstance(outcome, Seen)
    assert outcome.log is not None
    assert outcome.log.position.index == 6
    [said] = [event for event in outcome.log.events if isinstance(event, PlayerSaid)]
    assert (said.text[0], said.text[-1], len(said.text)) == ("h", "i", 3)


async def test_a_refusal_of_a_change_is_one_whatever_its_words_hold(backend: AMS2, answers: Answers) -> None:
    refusal = b'{"result": "error", "message": "not\x07 \xff now"}'
    answers.bodies = Answers().bodies | {"/api/session/advance": refusal}
    with pytest.raises(Rejected, match="now"):
        await backend.advance("")


async def test_the_sound_bodies_are_a_look(backend: AMS2, answers: Answers) -> None:
    seen = await look(backend, answers, {STATUS: json.dumps(SOUND[STATUS]).encode()})
    assert isinstance(seen, Seen)
    assert (seen.snapshot.map, len(seen.snapshot.players)) == ("Old Harbour GP", 2)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"result": "error", "message": "Busy,\nsorry.", "response": {}}, Rejected),
        ({"result": "error"}, Rejected),
        ({"result": "ok"}, ProtocolError),
        ({"result": "ok", "response": None}, ProtocolError),
        ({"result": "ok", "response": {"state": 7}}, ProtocolError),
        ([], ProtocolError),
    ],
)
@pytest.mark.parametrize("path", [STATUS, RANGE])
async def test_only_an_ok_with_a_response_is_an_answer(
    backend: AMS2, answers: Answers, path: str, body: Any, error: type[BackendError]
) -> None:
    outcome = await look(backend, answers, {path: json.dumps(body).encode()})
    assert type(outcome) is error
    assert "\n" not in str(outcome)


async def test_an_odd_car_is_told_to_the_operator_once(
    backend: AMS2, answers: Answers, caplog: pytest.LogCaptureFixture
) -> None:
    body = copy.deepcopy(SOUND[STATUS])
    body["response"]["participants"][1]["attributes"]["RefId"] = "76561190000002001"
    for _ in range(2):
        seen = await look(backend, answers, {STATUS: json.dumps(body).encode()})
        assert isinstance(seen, Seen)
        assert seen.snapshot.ai_count == 1
    [record] = caplog.records
    assert record.getMessage().startswith(
        "paddock: api/session/status: 1 faults in items that are left out, such as response.participants.1."
    )
    assert "7656" not in record.getMessage()
