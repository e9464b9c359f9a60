"""The form of TShock's answers."""

import json

import pytest

from cogs.tshock.answers import is_answer, read_answer


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"status": "200"}, 200),
        ({"status": "403", "error": "no"}, 403),
        ({"status": 200}, 200),
    ],
)
def test_the_status_within_the_answer_counts(body: dict[str, object], status: int) -> None:
    answer = read_answer(json.dumps(body).encode())
    assert answer is not None
    assert answer.status == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>502</html>",
        b"[]",
        b"{}",
        b'"200"',
        b'{"status": "ok"}',
        b'{"status": true}',
        b'{"status": null}',
        b'{"status": "2000"}',
        '{"status": "\u0662\u0660\u0660"}'.encode(),
        b'{"status": "200"',
        b"[" * 100_000,
    ],
)
def test_what_another_program_says_is_no_answer(body: bytes) -> None:
    assert not is_answer(body)


def test_a_stack_trace_is_never_among_its_words() -> None:
    body = {"status": "500", "error": "Internal\n server  error.", "errormsg": "C:\\home", "stacktrace": "at"}
    answer = read_answer(json.dumps(body).encode())
    assert answer is not None
    assert answer.words == "Internal server error."


@pytest.mark.parametrize("response", [["a"], {"a": 1}, 5, None])
def test_words_that_are_no_text_are_left_out(response: object) -> None:
    answer = read_answer(json.dumps({"status": "200", "response": response}).encode())
    assert answer is not None
    assert answer.words == ""


def test_long_words_are_cut() -> None:
    answer = read_answer(json.dumps({"status": "400", "error": "x" * 5000}).encode())
    assert answer is not None
    assert len(answer.words) == 200
