"""How far simulated radar change can be found at all: the automatic method beside detectors that know the truth.

``build/worker-env/bin/python -m tests.benchmarks.radar_bounds FOLDER --seeds 2 3`` (FOLDER as for ``tests.benchmarks.radar``)

Both oracles see what the automatic method sees, the deviations of the regression in both polarisations, averaged at the scale
of speckle. They know, in addition, the distributions of changed and of unchanged pixels, from the truth itself, and decide by
the likelihood ratio: by Neyman and Pearson no other rule on these numbers finds more at any share of false alarms. ``date``:
the distributions of each date, which no detector can know, because the weather of the date is in them. ``place``: those of all
dates of the place together, with deviations in standard deviations of the date; what a detector could have learnt there.

The last columns give the change itself: its median in dB, and the share of changed pixels that change by less than 1 dB in
both polarisations. The gain over the plain difference cannot be more than 1 minus the AUC of the plain difference: ``room``.
Images of which more than ``--most`` changes are left out: where half of an image changes, nothing in it shows which half. Of
images without change ``date`` knows that, too.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from tests.benchmarks.radar import LAND, PROTOCOLS, write_table

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.sar import evaluate, speckle
from groundshift.plugin.engine.sar.chips import Chip, ChipSource, read_chips
from groundshift.plugin.engine.sar.evaluate import Measured
from groundshift.plugin.engine.sar.prediction import fit_regression, spread_of
from groundshift.plugin.engine.sar.roc import ScoreCounts
from groundshift.plugin.engine.sar.stack import completed, rows_of_place
from groundshift.plugin.jobs.sar import CHANGES, SarEvaluateJob
from groundshift.plugin.rules.sar_table import read_table

_BINS = np.linspace(-15, 15, 121)
_SMOOTH = 1.5  # bins, of a histogram of a class
_SCALE = 1.0  # pixels, as the score is averaged
DETECTORS = (evaluate.PLAIN, "automatic", "place", "date")
_FILTER = "total-variation"
Deviations = NDArray[np.float32]


def averaged(deviations: Deviations) -> Deviations:
    """Deviations (bands, height, width) averaged at the scale of speckle."""
    return np.stack([ndimage.gaussian_filter(np.nan_to_num(band), _SCALE, mode="nearest") for band in deviations])


def ratio_by_histograms(values: Deviations, truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Likelihood ratio of changed to unchanged of each pixel, (bands, pixels) of two bands, both densities from the truth."""
    cells = [np.clip(np.digitize(band, _BINS) - 1, 0, len(_BINS) - 2) for band in values]
    densities = []
    for chosen in (truth, ~truth):
        counts = np.histogram2d(*(np.clip(band[chosen], _BINS[0], _BINS[-1]) for band in values), bins=[_BINS, _BINS])[0]
        densities.append(ndimage.gaussian_filter(counts / counts.sum(), _SMOOTH) + 1e-9)
    return np.asarray((densities[0] / densities[1])[tuple(cells)])


@dataclass
class Found:
    """What is counted of a place and a kind of simulation.

    :param counts: by detector. :param seen: day, averaged deviations in standard deviations of the date (bands, pixels), truth.
    :param shifts: of the changed pixels, in dB.
    """

    counts: dict[str, ScoreCounts] = field(default_factory=lambda: {name: ScoreCounts() for name in DETECTORS})
    seen: list[tuple[str, Deviations, NDArray[np.bool_]]] = field(default_factory=list)
    shifts: list[Deviations] = field(default_factory=list)

    def count_place(self) -> None:
        """Count the oracle that knows the distributions of all dates together."""
        values = np.concatenate([item[1] for item in self.seen], axis=1)
        truth = np.concatenate([item[2] for item in self.seen])
        ratio = ratio_by_histograms(values, truth)
        start = 0
        for day, _, part in self.seen:
            self.counts["place"].add(day, ratio[start : start + len(part)], part)
            start += len(part)


def measure(job: SarEvaluateJob, chip: Chip, most: float, found: dict[str, Found]) -> None:
    """Count the scores of all detectors on the latest dates of a chip, of images that change by a share ``most`` at most."""
    measured = Measured((evaluate.PLAIN, "automatic"), {})
    for index in range(max(1, len(chip.rows) - job.dates), len(chip.rows)):
        before = list(range(index))[-job.earlier :] if job.earlier else list(range(index))
        for kind, change in enumerate(CHANGES):
            seed = [job.seed, *chip.name.encode("utf-8"), index, kind]
            changed = evaluate._changed(job, chip, index, before, change, np.random.default_rng(seed))
            if changed is None or changed[1].mean() > most:
                continue
            raw, truth = changed
            smooth = np.stack([speckle.FILTERS[_FILTER](band) for band in raw])
            day, here = chip.rows[index].day[:10], found[change]
            for method, date in ((evaluate.PLAIN, raw), ("automatic", smooth)):
                difference = evaluate._difference(method, evaluate._given(chip, method, before, index, date), measured, None)
                if difference is not None:
                    known = np.isfinite(difference.score)
                    here.counts[method].add(day, difference.score[known], truth[known])
            earlier, flat = chip.smooth[before], (len(before), len(raw), -1)
            fitted = fit_regression(earlier.reshape(flat), smooth.reshape(len(raw), -1))
            if fitted is None:
                continue
            deviations = averaged(fitted.residual(earlier, smooth)[1]).reshape(len(raw), -1)
            days = (chip.rows[index].time - chip.rows[before[-1]].time).total_seconds() / 86_400
            deviations /= spread_of(fitted, earlier.reshape(flat), smooth.reshape(len(raw), -1), days)
            ratio = ratio_by_histograms(deviations, truth.ravel()) if truth.any() else np.zeros(truth.size)
            here.counts["date"].add(day, ratio, truth.ravel())
            here.seen.append((day, deviations, truth.ravel()))
            here.shifts.append((raw - chip.raw[index])[:, truth])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, nargs="*", default=[2, 3])
    parser.add_argument("--places", nargs="*", default=LAND)
    parser.add_argument("--most", type=float, default=0.4, help="share of an image that changes, at most")
    parser.add_argument("--protocols", nargs="*", default=["all earlier dates", "large changes"])
    arguments = parser.parse_args()
    print("| place | simulation | plain | automatic | place | date | room | AP of the last three | median change | unchanged |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        table = read_table(str(write_table(arguments.folder, Path(name), tuple(arguments.places))))
        for place in sorted({row.place for row in table}):
            rows = [completed(row) for row in rows_of_place(table, place)]
            chips = list(read_chips(ChipSource(_FILTER, False), rows, JobContext(lambda event: None)))
            for protocol in arguments.protocols:
                found = {change: Found() for change in CHANGES}
                for seed in arguments.seeds:
                    for chip in chips:
                        measure(SarEvaluateJob("", "", seed=seed, **PROTOCOLS[protocol]), chip, arguments.most, found)
                for change, item in found.items():
                    item.count_place()
                    print(f"| {place} | {protocol}, {change} | {line(item)} |", flush=True)


def line(found: Found) -> str:
    """The cells of a row."""
    measures = {name: counts.measures(np.random.default_rng(1)) for name, counts in found.counts.items()}
    auc = " | ".join(f"{item['auc']:.3f}" for item in measures.values())
    precision = " / ".join(f"{measures[name]['ap']:.3f}" for name in DETECTORS[1:])
    shift = np.concatenate(found.shifts, axis=1)
    median = " / ".join(f"{value:.1f}" for value in np.nanmedian(shift, axis=1))
    same = np.mean((np.abs(shift) < 1).all(axis=0))
    return f"{auc} | {1 - measures['plain']['auc']:.3f} | {precision} | {median} | {same:.2f}"


if __name__ == "__main__":
    main()
