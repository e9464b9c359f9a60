from sandbox.games.ams2 import AMS2, record


def test_a_recording_is_the_whole_log_in_order_and_the_same_seed_gives_the_same() -> None:
    told = record(AMS2, seed=5, events=2500)
    assert [event["index"] for event in told] == list(range(2500))
    assert told == record(AMS2, seed=5, events=2500)
    assert told != record(AMS2, seed=6, events=2500)
    assert {"Lap", "Results", "State", "PlayerLeft"} <= {event["name"] for event in told}
