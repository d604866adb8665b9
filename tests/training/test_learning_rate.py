"""The learning-rate finder: what it suggests of curves whose best rate is known, and of a real network."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from groundshift.plugin.training.fit.rate_curve import curve_of, exploded, picture, suggest, sweep_rates, table


def losses_of(rates: np.ndarray, falls_at: float, explodes_at: float, noise: float = 0.0) -> np.ndarray:
    """Losses that fall from 1 to 0.2 around a rate, and explode from another on."""
    falling = 1 - 0.8 / (1 + (falls_at / rates) ** 2)
    exploding = np.where(rates > explodes_at, (rates / explodes_at) ** 1.5 - 1, 0)
    return falling + exploding + np.random.default_rng(3).normal(0, noise, len(rates))


class TestSuggestion:
    @pytest.mark.parametrize("noise", [0.0, 0.03])
    def test_where_the_loss_falls_most_steeply(self, noise: float) -> None:
        rates = sweep_rates(1e-6, 1.0, 120)
        found = suggest(curve_of(list(rates), list(losses_of(rates, 1e-3, 0.1, noise))))
        assert found is not None
        assert found.steepest
        # Smoothing delays the curve by some nine steps of a factor of 1.12.
        assert 1e-3 < found.rate < 5e-3

    def test_never_close_to_where_it_explodes(self) -> None:
        rates = sweep_rates(1e-6, 1.0, 120)
        curve = curve_of(list(rates), list(losses_of(rates, 2e-2, 3e-2)))
        found = suggest(curve)
        assert found is not None
        assert found.rate <= curve.rates[curve.smoothed.argmin()] / 3

    def test_a_loss_that_only_rises(self) -> None:
        """A model that is good already: well below the rate that spoils it."""
        rates = sweep_rates(1e-6, 1.0, 120)
        losses = 0.2 + np.where(rates > 1e-2, rates / 1e-2 - 1, 0) + np.random.default_rng(3).normal(0, 0.001, 120)
        found = suggest(curve_of(list(rates), list(losses)))
        assert found is not None
        assert not found.steepest
        assert 3e-4 < found.rate < 3e-3

    def test_too_few_steps(self) -> None:
        assert suggest(curve_of([1e-6, 1e-5, 1e-4], [1.0, 0.9, 0.8])) is None

    def test_ends_when_the_loss_explodes(self) -> None:
        rates = sweep_rates(1e-6, 1.0, 120)
        losses = losses_of(rates, 1e-3, 0.05)
        ends = next(n for n in range(1, 121) if exploded(curve_of(list(rates[:n]), list(losses[:n]))))
        assert 0.05 < rates[ends - 1] < 1.0
        assert exploded(curve_of([1e-6, 1e-5], [1.0, float("nan")]))

    def test_smoothing_is_without_bias(self) -> None:
        assert np.allclose(curve_of([1e-3] * 30, [0.7] * 30).smoothed, 0.7)


class TestDocuments:
    def test_table_and_picture(self) -> None:
        rates = sweep_rates(1e-5, 1e-1, 50)
        curve = curve_of(list(rates), list(losses_of(rates, 1e-3, 0.05)))
        rows = list(csv.DictReader(table(curve).splitlines()))
        assert len(rows) == 50
        assert float(rows[7]["learning_rate"]) == pytest.approx(rates[7])
        svg = picture(curve, suggest(curve), "Learning <rate>", "Loss")
        assert "Learning &lt;rate&gt;" in svg
        assert len(re.findall('<path [^>]*stroke="(?:#a6cee3|#1f78b4)"', svg)) == 2
        assert "stroke-dasharray" in svg


class TestJob:
    @pytest.fixture
    def job(self, tmp_path: Path) -> Any:
        pytest.importorskip("torch", reason="needs torch")
        from groundshift.plugin.jobs.find_learning_rate import FindLearningRateJob
        from groundshift.plugin.jobs.train_model import TrainModelJob
        from groundshift.plugin.jobs.training_settings import TrainingSettings
        from groundshift.tests.helpers.chip_folders import write_chips

        chips = write_chips(tmp_path / "chips", 12)
        settings = TrainingSettings(batch_size=4, tile_size=64, threads=1, augmentation=0.5)
        training = TrainModelJob("early_fusion_fcn", "", "", "", chips=(str(chips),), settings=settings)
        return FindLearningRateJob(
            training,
            str(tmp_path / "scratch"),
            steps=60,
            lowest=1e-5,
            highest=10.0,
            report=str(tmp_path / "report.html"),
            curve=str(tmp_path / "curve.csv"),
            provenance={"software": "test"},
        )

    def test_a_network_from_scratch(self, job: Any, tmp_path: Path) -> None:
        from groundshift.plugin.engine.context import JobContext
        from groundshift.plugin.jobs.events import Row
        from groundshift.plugin.training.entries import find_learning_rate

        (tmp_path / "scratch").mkdir()
        events: list[Any] = []
        values = find_learning_rate(job, JobContext(events.append))
        rows = [event.values for event in events if isinstance(event, Row)]
        assert len(rows) == values["STEPS"]
        assert 1e-5 < values["SUGGESTION"] < 1.0
        assert [row["rate"] for row in rows] == sorted(row["rate"] for row in rows)
        lowest = min(row["smoothed"] for row in rows)
        assert lowest < rows[0]["loss"]
        assert "<svg" in (tmp_path / "report.html").read_text()
        assert len((tmp_path / "curve.csv").read_text().splitlines()) == values["STEPS"] + 1
        assert {path.name for path in tmp_path.iterdir()} == {"chips", "report.html", "curve.csv", "curve.csv.provenance.json"}

    def test_the_same_seed_gives_the_same_curve(self, job: Any, tmp_path: Path) -> None:
        from dataclasses import replace

        from groundshift.plugin.engine.context import JobContext
        from groundshift.plugin.training.entries import find_learning_rate

        curves = []
        for _ in range(2):
            (tmp_path / "scratch").mkdir()
            find_learning_rate(replace(job, steps=20, report=None), JobContext(lambda _event: None))
            curves.append((tmp_path / "curve.csv").read_text())
        assert curves[0] == curves[1]

    def test_rates_that_cannot_be(self, job: Any, tmp_path: Path) -> None:
        from dataclasses import replace

        from groundshift.plugin.engine.context import JobContext
        from groundshift.plugin.jobs.failure import JobFailure
        from groundshift.plugin.training.entries import find_learning_rate

        for changes, parameter in (({"steps": 3}, "STEPS"), ({"lowest": 5.0}, "HIGHEST"), ({"lowest": 0.0}, "LOWEST")):
            (tmp_path / "scratch").mkdir(exist_ok=True)
            with pytest.raises(JobFailure) as failure:
                find_learning_rate(replace(job, **changes), JobContext(lambda _event: None))
            assert failure.value.parameter == parameter
            assert not (tmp_path / "scratch").exists()
