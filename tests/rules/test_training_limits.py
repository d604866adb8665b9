"""One table of limits for the numbers of a training."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.training_settings import TrainingSettings
from groundshift.plugin.rules.training_limits import NUMBERS, check_numbers

ELSEWHERE = {"threads"}  # of the machine, not of the model; only the window asks for it


def test_every_number_of_the_settings_has_limits_and_help() -> None:
    numbers = {item.name for item in fields(TrainingSettings) if "int" in str(item.type) or "float" in str(item.type)}
    assert {setting.field for setting in NUMBERS.values()} == numbers - ELSEWHERE
    assert all(setting.help for setting in NUMBERS.values())


def test_defaults_are_allowed() -> None:
    check_numbers(TrainingSettings())


@pytest.mark.parametrize("name", NUMBERS)
def test_the_worker_checks_both_limits(name: str) -> None:
    setting = NUMBERS[name]
    for value in (setting.least, setting.most):
        check_numbers(replace(TrainingSettings(), **{setting.field: value}))
    for value in (setting.least - 1, setting.most + 1):
        with pytest.raises(JobFailure) as caught:
            check_numbers(replace(TrainingSettings(), **{setting.field: value}))
        assert (caught.value.code, caught.value.parameter) == ("training_setting", name)


@pytest.mark.parametrize("name", [name for name, setting in NUMBERS.items() if setting.whole])
def test_whole_numbers_are_whole(name: str) -> None:
    assert not NUMBERS[name].allows(NUMBERS[name].least + 0.5)
