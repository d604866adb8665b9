"""How far simulated radar change can be found at all: the automatic method beside detectors that know the truth.

``build/worker-env/bin/python -m tests.benchmarks.radar_bounds FOLDER --seeds 2 3`` (FOLDER as for ``tests.benchmarks.radar``)

Both oracles see what the automatic method sees, the deviations of the regression in both polarisations. They know, in addition,
the distributions of changed and unchanged pixels on that date, from the truth itself, and decide by the likelihood ratio
(Neyman-Pearson: no other rule on these deviations of one place finds more at any share of false alarms), which is more than any
detector can know. ``pixel``: on the deviations averaged as the method's score is; ``scale``: averaged over two more scales,
too (six numbers a pixel, normal distributions of each class). The last columns give the change itself: its median in dB, and
the share of changed pixels that change by less than 1 dB in both polarisations. The gain over the plain difference cannot be
more than 1 minus the AUC of the plain difference: ``room``.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from tests.benchmarks.radar import LAND, PROTOCOLS, write_table

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.sar import evaluate, speckle
from groundshift.plugin.engine.sar.chips import Chip, ChipSource, read_chips
from groundshift.plugin.engine.sar.evaluate import Measured
from groundshift.plugin.engine.sar.prediction import fit_regression
from groundshift.plugin.engine.sar.roc import ScoreCounts
from groundshift.plugin.engine.sar.stack import completed, rows_of_place
from groundshift.plugin.jobs.sar import CHANGES, SarEvaluateJob
from groundshift.plugin.rules.sar_table import read_table

_BINS = np.linspace(-15, 15, 121)
_SMOOTH = 1.5  # bins, of a histogram of a class
_SCALES = (1.0, 2.0, 3.0)  # pixels
_FILTER = "total-variation"
Deviations = NDArray[np.float32]


def averaged(deviations: Deviations, scale: float) -> Deviations:
    """Deviations (bands, height, width) averaged over a scale in pixels."""
    return np.stack([ndimage.gaussian_filter(np.nan_to_num(band), scale, mode="nearest") for band in deviations])


def ratio_by_histograms(values: Deviations, truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Likelihood ratio of changed to unchanged of each pixel, (bands, pixels) of two bands, both densities from the truth."""
    cells = [np.clip(np.digitize(band, _BINS) - 1, 0, len(_BINS) - 2) for band in values]
    densities = []
    for chosen in (truth, ~truth):
        counts = np.histogram2d(*(np.clip(band[chosen], _BINS[0], _BINS[-1]) for band in values), bins=[_BINS, _BINS])[0]
        densities.append(ndimage.gaussian_filter(counts / counts.sum(), _SMOOTH) + 1e-9)
    return np.asarray((densities[0] / densities[1])[tuple(cells)])


def ratio_of_normals(values: Deviations, truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The same for any number of features, of normal distributions with the means and covariances of both classes."""
    logs = []
    for chosen in (truth, ~truth):
        part = values[:, chosen]
        covariance = np.cov(part) + 1e-3 * np.eye(len(values))
        apart = values - part.mean(axis=1, keepdims=True)
        distance = np.einsum("ip,ij,jp->p", apart, np.linalg.inv(covariance), apart)
        logs.append(-0.5 * (distance + np.linalg.slogdet(covariance)[1]))
    return np.asarray(np.exp(np.clip((logs[0] - logs[1]) / 4, -9, 9)))  # monotonous, within the range of the counts


def measure(job: SarEvaluateJob, chip: Chip, counts: dict[tuple[str, str], ScoreCounts], sizes: dict[str, list[Any]]) -> None:
    """Count the scores of all detectors on the latest dates of a chip."""
    measured = Measured((evaluate.PLAIN, "automatic"), {})
    for index in range(max(1, len(chip.rows) - job.dates), len(chip.rows)):
        before = list(range(index))[-job.earlier :] if job.earlier else list(range(index))
        for kind, change in enumerate(CHANGES):
            seed = [job.seed, *chip.name.encode("utf-8"), index, kind]
            raw, truth = evaluate._changed(job, chip, index, before, change, np.random.default_rng(seed))
            if not truth.any():
                continue
            smooth = np.stack([speckle.FILTERS[_FILTER](band) for band in raw])
            scores = {}
            for method, date in ((evaluate.PLAIN, raw), ("automatic", smooth)):
                found = evaluate._difference(method, evaluate._given(chip, method, before, index, date), measured, None)
                if found is not None:
                    scores[method] = found.score
            fitted = fit_regression(chip.smooth[before].reshape(len(before), len(raw), -1), smooth.reshape(len(raw), -1))
            if fitted is not None:
                deviations = fitted.residual(chip.smooth[before], smooth)[1]
                levels = [averaged(deviations, scale).reshape(len(raw), -1) for scale in _SCALES]
                scores["pixel"] = ratio_by_histograms(levels[0], truth.ravel()).reshape(truth.shape)
                scores["scale"] = ratio_of_normals(np.concatenate(levels), truth.ravel()).reshape(truth.shape)
            for name, score in scores.items():
                known = np.isfinite(score)
                counts.setdefault((name, change), ScoreCounts()).add(chip.rows[index].day[:10], score[known], truth[known])
            sizes.setdefault(change, []).append((raw - chip.raw[index])[:, truth])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, nargs="*", default=[2, 3])
    parser.add_argument("--places", nargs="*", default=LAND)
    parser.add_argument("--protocols", nargs="*", default=["all earlier dates", "large changes"])
    arguments = parser.parse_args()
    print("AUC: plain difference, automatic, oracle 'pixel', oracle 'scale'; AP of the last three\n")
    print("| place | simulation | plain | automatic | pixel | scale | room | AP | median change | unchanged |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        table = read_table(str(write_table(arguments.folder, Path(name), tuple(arguments.places))))
        for place in sorted({row.place for row in table}):
            rows = [completed(row) for row in rows_of_place(table, place)]
            chips = list(read_chips(ChipSource(_FILTER, False), rows, JobContext(lambda event: None)))
            for protocol in arguments.protocols:
                counts: dict[tuple[str, str], ScoreCounts] = {}
                sizes: dict[str, list[Any]] = {}
                for seed in arguments.seeds:
                    job = SarEvaluateJob("", "", seed=seed, **PROTOCOLS[protocol])
                    for chip in chips:
                        measure(job, chip, counts, sizes)
                for change in CHANGES:
                    found = {
                        method: counts[method, change].measures(np.random.default_rng(1))
                        for method in ("plain", "automatic", "pixel", "scale")
                    }
                    auc = " | ".join(f"{item['auc']:.3f}" for item in found.values())
                    precision = " / ".join(f"{found[method]['ap']:.3f}" for method in ("automatic", "pixel", "scale"))
                    shift = np.concatenate(sizes[change], axis=1)
                    median = " / ".join(f"{value:.1f}" for value in np.nanmedian(shift, axis=1))
                    same = np.mean((np.abs(shift) < 1).all(axis=0))
                    room = 1 - found["plain"]["auc"]
                    print(
                        f"| {place} | {protocol}, {change} | {auc} | {room:.3f} | {precision} | {median} | {same:.2f} |",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
