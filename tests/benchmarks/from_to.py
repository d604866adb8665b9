"""From-to change on pairs composed from the masks of Dubai, with known transitions: joint decision against two arg-maxima.

A pair is a part of a tile and the same part with patches of other parts of its tile pasted in, image and mask. The earlier date
has another light and season (gain, gamma, tint, a greener or browner vegetation), is blurred, has noise, and lies up to three
pixels beside the later one. Both dates are classified by ``groundshift:classifylandcover`` and compared by
``groundshift:fromtochange``, as a user does it. The bundled model has seen the tiles: name one that has not with ``--model``.

``build/worker-env/bin/python -m tests.benchmarks.from_to --pairs 8``

On tiles that the networks have not seen, two pairs of each, with networks that were exported without them
(``train_land_cover --export --leave-out t2``, and so on; ``{tile}`` stands for the tile)::

    build/worker-env/bin/python -m tests.benchmarks.from_to --of-each 2 --model "landcover-aerial-without-{tile}.onnx"
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.landcover.classify import classify_land_cover
from groundshift.plugin.engine.landcover.from_to import from_to_change
from groundshift.plugin.jobs.classify_land_cover import ClassifyLandCoverJob
from groundshift.plugin.jobs.from_to_change import ESTIMATED, UNIFORM, FromToChangeJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.tests.helpers.rasters import write_raster

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "landcover" / "dubai"
CLASSES, VEGETATION = 5, 4  # indices of the masks: 0 unlabelled, 1 building, 2 land, 3 road, 4 vegetation, 5 water
MOST_SHIFT = 3
MOST_SIDE = 448  # pixels of a pair
BORDER = 8  # pixels that are not judged: the shift leaves no imagery there
EDGE = 4  # pixels along the patches' outlines that are not judged: masks are no more exact than that
FULL = {"prior": UNIFORM, "balance": True, "context": 3, "tolerance": 2}
STABILITIES = (0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.5, 2.0, 3.0)
CURVE = {f"joint, stability {value:g}": {**FULL, "stability": value} for value in STABILITIES}
SETTINGS: dict[str, dict[str, Any]] = {
    "joint, each pixel by itself, stability 1.5": {"prior": UNIFORM},
    **CURVE,
    "stability 1.5, prior estimated": {**FULL, "prior": ESTIMATED},
    "stability 1.5, shares not matched": {**FULL, "balance": False},
    "stability 1.5, context 2": {**FULL, "context": 2},
    "stability 1.5, context 4": {**FULL, "context": 4},
}
MAXIMA = "two arg-maxima"
QUIET = JobContext(lambda event: None)


@dataclass(frozen=True)
class ComposedPair:
    """Two dates, uint8 (3, height, width), their masks (height, width) and the pixels by which the earlier one is displaced."""

    name: str
    before: NDArray[np.uint8]
    after: NDArray[np.uint8]
    old: NDArray[np.uint8]
    new: NDArray[np.uint8]
    shift: tuple[int, int]

    @property
    def judged(self) -> NDArray[np.bool_]:
        """Pixels that count: labelled on both dates, away from the border and the outlines of the patches."""
        pasted = self.old != self.new
        near = ndimage.binary_dilation(pasted, iterations=EDGE) & ~ndimage.binary_erosion(pasted, iterations=EDGE)
        counted = (self.old > 0) & (self.new > 0) & ~near
        inside = np.zeros_like(counted)
        inside[BORDER:-BORDER, BORDER:-BORDER] = True
        result: NDArray[np.bool_] = counted & inside
        return result


def tile_of(name: str) -> str:
    """Return the tile of a part."""
    return name.split("_")[0]


def read_part(name: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Image (3, height, width) and mask (height, width) of a part of a tile."""
    image = np.asarray(Image.open(DATA / "images" / f"{name}.jpg").convert("RGB")).transpose(2, 0, 1)
    return image.copy(), np.asarray(Image.open(DATA / "labels" / f"{name}.png")).copy()


def compose(name: str, donor: str, seed: int) -> ComposedPair:
    """Compose a pair of two parts of one tile."""
    rng = np.random.default_rng(seed)
    image, mask = read_part(name)
    other, other_mask = read_part(donor)
    height, width = (min(one, two, MOST_SIDE) for one, two in zip(mask.shape, other_mask.shape))
    image, mask, other, other_mask = (item[..., :height, :width] for item in (image, mask, other, other_mask))
    noise = ndimage.gaussian_filter(rng.normal(size=mask.shape), 18)
    pasted = noise > np.quantile(noise, 0.88)
    after = np.where(pasted, other, image)
    new = np.where(pasted, other_mask, mask)
    shift = tuple(int(value) for value in rng.integers(-MOST_SHIFT, MOST_SHIFT + 1, 2))
    before = another_day(image, mask, rng)
    before = np.roll(before, shift, axis=(1, 2))
    return ComposedPair(name, before, after, mask, new, (shift[0], shift[1]))


def another_day(image: NDArray[np.uint8], mask: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The same ground in another light and season, blurred and with noise."""
    values = image.astype(np.float64) / 255
    values = values ** np.exp(rng.normal(0, 0.25)) * np.exp(rng.normal(0, 0.2)) * np.exp(rng.normal(0, 0.06, (3, 1, 1)))
    season = rng.uniform(-0.12, 0.12)
    green = ndimage.gaussian_filter((mask == VEGETATION).astype(np.float64), 2)
    values += season * green * np.array([-1.0, 1.0, -0.5])[:, None, None]
    values = ndimage.gaussian_filter(values, (0, 0.8, 0.8)) + rng.normal(0, 0.035, values.shape)
    return (np.clip(values, 0, 1) * 255).round().astype(np.uint8)


def probabilities(pair: ComposedPair, model: Path, folder: Path) -> tuple[Path, Path]:
    """Classify both dates, and return the paths of their probabilities."""
    paths = []
    for name, values in (("before", pair.before), ("after", pair.after)):
        image = write_raster(folder / f"{name}.tif", values, gsd=1.0)
        scratch = folder / f"scratch-{name}"
        scratch.mkdir(exist_ok=True)
        source = RasterSource("INPUT", name, str(image))
        path = folder / f"{name}-probability.tif"
        classify_land_cover(ClassifyLandCoverJob(source, str(model), str(scratch), probability=str(path), threads=1), QUIET)
        paths.append(path)
    return paths[0], paths[1]


def read(path: Path) -> NDArray[np.float32]:
    with rasterio.open(path) as dataset:
        return np.asarray(dataset.read())


def joint_codes(one: Path, other: Path, folder: Path, settings: dict[str, Any]) -> NDArray[np.int64]:
    """Run the tool; 0 unchanged, else before * classes + after + 1."""
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    path = folder / "from-to.tif"
    sources = RasterSource("BEFORE", "before", str(one)), RasterSource("AFTER", "after", str(other))
    job = FromToChangeJob(*sources, scratch=str(scratch), from_to=str(path), **settings)
    from_to_change(job, QUIET)
    codes = read(path)[0].astype(np.int64)
    return np.where(codes == 255, 0, codes)


@dataclass
class Counts:
    """Pixels that were found and are true, over all pairs."""

    true: int = 0
    found: int = 0
    hits: int = 0
    right: int = 0  # found with their transition

    def add(self, codes: NDArray[np.int64], truth: NDArray[np.int64], judged: NDArray[np.bool_]) -> None:
        """Count a pair. :param codes, truth: 0 unchanged, else the transition."""
        codes, truth = codes[judged], truth[judged]
        self.true += int((truth > 0).sum())
        self.found += int((codes > 0).sum())
        self.hits += int(((codes > 0) & (truth > 0)).sum())
        self.right += int(((codes == truth) & (truth > 0)).sum())

    @property
    def false(self) -> int:
        return self.found - self.hits

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.true)

    def line(self, name: str) -> str:
        transitions = 2 * self.right / max(1, self.true + self.found)
        f1 = 2 * self.hits / max(1, self.true + self.found)
        return f"| {name} | {self.recall:.3f} | {self.false:,} | {f1:.3f} | {transitions:.3f} |"


def at_equal_recall(counts: dict[str, Counts]) -> str:
    """Compare the false changes of the joint decision with those of two arg-maxima, at the recall of the latter."""
    plain = counts[MAXIMA]
    curve = sorted((counts[name].recall, counts[name].false) for name in CURVE)
    if not curve[0][0] <= plain.recall <= curve[-1][0]:
        return f"The recall of two arg-maxima, {plain.recall:.3f}, is beyond the curve."
    false = float(np.interp(plain.recall, *zip(*curve)))
    return (
        f"At the recall of two arg-maxima, {plain.recall:.3f}, the joint decision has {false:,.0f} false changes, "
        f"{1 - false / plain.false:.0%} fewer."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--model", default=str(ROOT / "models" / "landcover-aerial.onnx"), help="{tile} stands for a pair's tile"
    )
    parser.add_argument("--pairs", type=int, default=8)
    parser.add_argument("--of-each", type=int, default=0, metavar="N", help="N pairs of each tile, in place of --pairs")
    parser.add_argument("--tiles", nargs="*", default=[], help="tiles that pairs are composed from; none = all")
    parser.add_argument("--keep", type=Path, help="folder that keeps the probabilities of the pairs for the next run")
    options = parser.parse_args()
    if not DATA.is_dir():
        raise SystemExit(f"{DATA} is missing: the data is no part of the repository.")
    names = sorted(path.stem for path in (DATA / "images").glob("*.jpg"))
    names = [name for name in names if not options.tiles or tile_of(name) in options.tiles]
    groups = [names]
    if options.of_each:
        groups = [[name for name in names if tile_of(name) == tile] for tile in dict.fromkeys(map(tile_of, names))]
    chosen = [
        group[int(index)] for group in groups for index in np.linspace(0, len(group) - 1, options.of_each or options.pairs)
    ]
    counts: dict[str, Counts] = {}
    by_tile: dict[str, dict[str, Counts]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for seed, name in enumerate(chosen):
            siblings = [other for other in names if tile_of(other) == tile_of(name) and other != name]
            pair = compose(name, siblings[seed % len(siblings)], seed)
            folder = Path(options.keep or scratch) / name
            folder.mkdir(parents=True, exist_ok=True)
            paths = folder / "before-probability.tif", folder / "after-probability.tif"
            if not all(path.exists() for path in paths):
                paths = probabilities(pair, Path(options.model.format(tile=tile_of(name))), folder)
            truth = np.where(pair.old == pair.new, 0, (pair.old.astype(np.int64) - 1) * CLASSES + pair.new)
            one, other = (read(path).argmax(0).astype(np.int64) for path in paths)
            maxima = np.where(one == other, 0, one * CLASSES + other + 1)
            found = {MAXIMA: maxima, **{label: joint_codes(*paths, folder, settings) for label, settings in SETTINGS.items()}}
            for kept in (counts, by_tile.setdefault(tile_of(name), {})):
                for label, codes in found.items():
                    kept.setdefault(label, Counts()).add(codes, truth, pair.judged)
            print(f"{name}: shifted by {pair.shift}", flush=True)
    print("| decision | recall of change | false changes (pixels) | F1 of change | F1 of transitions |\n|---|---|---|---|---|")
    for label, count in counts.items():
        print(count.line(label))
    for tile, kept in {"all": counts, **by_tile}.items():
        print(f"{tile}: {at_equal_recall(kept)}")


if __name__ == "__main__":
    main()
