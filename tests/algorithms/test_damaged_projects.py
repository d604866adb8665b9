"""Projects with results of the plugin, damaged at random: QGIS opens or refuses them, and the plugin uses what is there.

``GROUNDSHIFT_PROJECTS`` sets how many are tried; ``tests/benchmarks/fuzz_projects.py`` tries thousands.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Iterator

import pytest

from groundshift.tests.helpers.project_fuzzing import ProjectFuzzer

pytestmark = pytest.mark.slow
PROJECTS = int(os.environ.get("GROUNDSHIFT_PROJECTS", "20"))
FAILED = [381]  # a history whose entry names no layer


@pytest.fixture(scope="module")
def fuzzer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectFuzzer]:
    with ProjectFuzzer(tmp_path_factory.mktemp("projects")) as process:
        yield process


def test_the_sound_project_is_used(fuzzer: ProjectFuzzer) -> None:
    answer = fuzzer.try_seed(-1)
    assert answer["ending"] == "opened", answer["detail"]
    assert answer["used"]["runs"] == answer["used"]["reviews"] == answer["used"]["results"] == 1
    assert answer["used"]["layers"] >= 5


def test_damaged_projects_end_neither_qgis_nor_with_an_error(fuzzer: ProjectFuzzer) -> None:
    endings: Counter[str] = Counter()
    for seed in (*FAILED, *range(PROJECTS)):
        answer = fuzzer.try_seed(seed)
        endings[answer["ending"]] += 1
        assert answer["ending"] in ("opened", "refused"), f"project {seed}: {answer['detail']}"
    assert endings["opened"] > PROJECTS / 3
