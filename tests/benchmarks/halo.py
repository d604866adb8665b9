"""How far the result at the edge of a tile is from the whole, by the pixels of context (the halo) that the tile is seen with.

``build/worker-env/bin/python -m tests.benchmarks.halo [--models buildings-siamese ...]``

Scenes: drawn towns, and where ``../shared/data`` is there, windows of its imagery (both dates of a pair; of single images two
windows of one place, one beside the other's truth, as two dates). The middle of each is predicted with less and less context,
and compared with the prediction of the whole scene.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Iterator

import numpy as np
import rasterio
from numpy.typing import NDArray

from groundshift.plugin.engine.network.network import Network
from groundshift.plugin.model_file.load import load_model_file
from groundshift.tests.engine.test_real_data import DATA, banepa_pair
from groundshift.tests.model_building.test_bundled_models import drawn_town

ROOT = Path(__file__).resolve().parents[2]
HALOS = (32, 48, 64, 80, 96, 112, 128, 144)
CORE = 128
SIDE = 640
Pair = tuple[NDArray[np.float32], NDArray[np.float32]]


def scenes() -> Iterator[tuple[str, Pair]]:
    """Pairs of normalised dates, each float32 (3, height, width)."""
    for seed in range(6):
        dates = drawn_town(seed, SIDE), drawn_town(seed + 100 * (seed % 2), SIDE)
        place = slice(SIDE // 2 - 84, SIDE // 2 + 36)
        dates[1][:, place, place] = drawn_town(seed + 7, SIDE)[:, place, place]
        yield f"town {seed}", dates
    if not DATA.is_dir():
        return
    with tempfile.TemporaryDirectory() as folder:
        before, after = (read(path) for path in banepa_pair(Path(folder), 2 * SIDE)[:2])
    for row in (0, SIDE):
        for col in (0, SIDE):
            place = slice(row, row + SIDE), slice(col, col + SIDE)
            yield f"banepa {row} {col}", (before[:, place[0], place[1]], after[:, place[0], place[1]])
    for path in sorted((DATA / "pairs" / "dsifn_sample" / "A").iterdir()):
        yield f"dsifn {path.stem}", (read(path), read(path.parents[1] / "B" / path.name))
    before, after = (read(DATA / "pairs" / "beijing_a" / f"beijing_A_{number}.jpg") for number in (1, 2))
    yield "beijing", (before[:, :SIDE, :SIDE], after[:, :SIDE, :SIDE])


def read(path: Path) -> NDArray[np.float32]:
    with rasterio.open(path) as dataset:
        values = dataset.read((1, 2, 3)).astype(np.float32)
    middle, spread = values.mean((1, 2), keepdims=True), values.std((1, 2), keepdims=True)
    return np.asarray((values - middle) / np.maximum(spread, 1e-3))


def differences(network: Network, dates: Pair) -> list[float]:
    """The largest difference of a probability in the middle of a scene, by halo; NaN where the scene is too small."""
    stride = network.spec.stride
    height, width = (side // stride * stride for side in dates[0].shape[1:])
    images = [np.ascontiguousarray(date[:, :height, :width]) for date in dates[: network.spec.dates]]
    whole = network.run(images)
    top, left = ((side - CORE) // 2 // stride * stride for side in (height, width))
    found = []
    for halo in HALOS:
        if min(top, left) < halo + stride:  # the whole must show more than the part
            found.append(float("nan"))
            continue
        rows, cols = (slice(first - halo, first + CORE + halo) for first in (top, left))
        part = network.run([np.ascontiguousarray(date[:, rows, cols]) for date in images])
        middle = whole[:, top : top + CORE, left : left + CORE]
        found.append(float(np.abs(part[:, halo : halo + CORE, halo : halo + CORE] - middle).max()))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="*", default=["buildings-siamese", "buildings-early-fusion"])
    parser.add_argument("--threads", type=int, default=1)
    chosen = parser.parse_args()
    for name in chosen.models:
        network = Network(load_model_file(str(ROOT / "models" / f"{name}.onnx")), chosen.threads)
        rows = []
        sys.stdout.write(f"{name}, states {network.spec.halo} pixels\n{'':24}" + "".join(f"{halo:>8}" for halo in HALOS) + "\n")
        for title, dates in scenes():
            rows.append(differences(network, dates))
            sys.stdout.write(f"{title:24}" + "".join(f"{value:8.4f}" for value in rows[-1]) + "\n")
            sys.stdout.flush()
        sys.stdout.write(f"{'largest':24}" + "".join(f"{value:8.4f}" for value in np.nanmax(rows, axis=0)) + "\n")


if __name__ == "__main__":
    main()
