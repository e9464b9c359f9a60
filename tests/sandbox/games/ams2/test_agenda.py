"""The order in which a script does things."""

from sandbox.games.ams2.agenda import Agenda


def play(agenda: Agenda, steps: int = 100) -> list[float]:
    """Do up to *steps* steps; return how long each waited."""
    waits = []
    for (wait, step), _ in zip(agenda.steps(lambda what: what()), range(steps), strict=False):
        waits.append(wait)
        step()
    return waits


def test_things_happen_in_order_of_time_and_of_writing_down() -> None:
    done: list[str] = []
    agenda = Agenda()
    agenda.after(2, lambda: done.append("later"))
    agenda.after(1, lambda: done.append("first"))
    agenda.after(1, lambda: done.append("second"))
    assert play(agenda) == [1, 0, 1]
    assert done == ["first", "second", "later"]


def test_what_belongs_to_a_phase_that_is_over_is_left_out() -> None:
    done: list[str] = []
    agenda = Agenda()
    agenda.after(2, lambda: done.append("of the old phase"))
    agenda.surely_after(2, lambda: done.append("in any phase"))
    agenda.after(1, agenda.new_phase)
    agenda.after(1, lambda: agenda.after(5, lambda: done.append("of the new phase")))
    play(agenda)
    assert done == ["in any phase"]


def test_a_step_may_put_down_others() -> None:
    done: list[float] = []
    agenda = Agenda()

    def tick() -> None:
        done.append(1.0)
        agenda.surely_after(3, tick)

    tick()
    assert play(agenda, steps=4) == [3, 3, 3, 3]
    assert len(done) == 5
