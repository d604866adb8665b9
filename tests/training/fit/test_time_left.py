"""The time left of a training, over trainings with the times of all their epochs known."""

from __future__ import annotations

import pytest

from groundshift.plugin.training.fit.time_left import RunningEpoch, seconds_left


def rows(*seconds: float, frozen: int = 0) -> list[dict]:
    return [{"epoch": number, "seconds": value, "frozen": number <= frozen} for number, value in enumerate(seconds, start=1)]


def test_epochs_to_come_are_like_the_latest() -> None:
    assert seconds_left(rows(9.0, 5.0, 5.0), 10, 0) == 35.0
    assert seconds_left([{"epoch": 0, "f1": 0.5}, *rows(9.0, 5.0, 5.0)], 10, 0) == 35.0  # the base model's row is no epoch


def test_the_first_epoch_counts_only_while_there_is_no_other() -> None:
    assert seconds_left(rows(9.0), 3, 0) == 18.0
    assert seconds_left(rows(9.0, 5.0), 3, 0) == 5.0


def test_one_pause_of_the_machine_does_not_count() -> None:
    assert seconds_left(rows(5.0, 5.0, 5.0, 600.0), 8, 0) == 20.0


def test_quick_epochs_with_a_frozen_encoder_say_nothing_of_the_others() -> None:
    assert seconds_left(rows(2.0, 2.0, frozen=3), 10, 3) is None
    assert seconds_left(rows(2.0, 2.0, 2.0, 8.0, frozen=3), 10, 3) == 48.0
    assert seconds_left(rows(2.0, 2.0, frozen=3), 3, 3) == 2.0  # none but frozen ones follow


def test_the_running_epoch_is_left_in_part() -> None:
    assert seconds_left(rows(5.0, 5.0), 10, 0, running=RunningEpoch(2.0, 5.0)) == 37.0
    assert seconds_left([], 10, 0, running=RunningEpoch(3.0, 4.0)) == 39.0  # the first: the others are like it
    assert seconds_left([], 10, 2, running=RunningEpoch(3.0, 4.0)) is None
    assert seconds_left(rows(2.0, 2.0, frozen=2), 10, 2, running=RunningEpoch(6.0, 8.0)) == 62.0


@pytest.mark.parametrize(("limit", "left"), [(20.0, 20.0), (60.0, 35.0), (0.0, 0.0)])
def test_a_time_limit_ends_it_earlier(limit: float, left: float) -> None:
    assert seconds_left(rows(9.0, 5.0, 5.0), 10, 0, limit) == left


def test_nothing_is_left_after_the_last_epoch() -> None:
    assert seconds_left(rows(5.0, 5.0), 2, 0) == 0.0
    assert seconds_left(rows(5.0, 5.0), 2, 0, running=RunningEpoch(0.0, 5.0)) == 0.0


@pytest.mark.parametrize("frozen", [0, 4])
def test_it_is_right_within_an_eighth_over_a_whole_training(frozen: int) -> None:
    """Epochs of 30 s after a slow first one, frozen ones a third of that, each 10 % longer or shorter in turn."""
    epochs = 20
    times = [(10.0 if number < frozen else 30.0) * (1.1 if number % 2 else 0.9) for number in range(epochs)]
    times[0] *= 2
    for done in range(2, epochs):
        found = seconds_left(rows(*times[:done], frozen=frozen), epochs, frozen)
        if found is None:
            assert done <= frozen
        else:
            assert found == pytest.approx(sum(times[done:]), rel=0.13)
