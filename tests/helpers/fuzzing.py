"""Jobs of a warm worker whose input is damaged at random: each must end with a result or with an error in words.

A mutation is named by its kind and number, ``tiff:17``; the same name gives the same input.
"""

from __future__ import annotations

import json
import random
import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterator, Optional

import numpy as np
import rasterio
import rasterio.shutil
import shapely
from rasterio.control import GroundControlPoint
from rasterio.transform import Affine

from groundshift.plugin.jobs.accuracy import AssessAccuracyJob, SamplePointsJob
from groundshift.plugin.jobs.coregister import CoregisterJob
from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.evaluation import EvaluateModelJob
from groundshift.plugin.jobs.merge_reviews import MergeReviewsJob
from groundshift.plugin.jobs.sources import Polygons, RasterSource, VectorSource
from groundshift.plugin.jobs.vectorize_change import VectorizeChangeJob
from groundshift.plugin.jobs.wire import dump_job

from .chip_folders import write_chips
from .mutations import damage_bytes, damage_json, damage_text, damage_tiff
from .onnx_bytes import difference_network, specification
from .rasters import GSD, LEFT, TOP, UTM, changed, texture, write_raster
from .vectors import write_features
from .warm_worker import Crashed, WarmWorker

# Of a silent worker; a healthy one ends each of these jobs in far less than a second.
SECONDS = 60
MOST_MEGABYTES = 1500


@dataclass(frozen=True)
class Finding:
    """A mutation that ended in another way than it must.

    :param name: of the mutation.
    :param what: ``unexpected``, ``crash``, ``left behind`` or ``memory``.
    """

    name: str
    what: str
    detail: str


@dataclass(frozen=True)
class Seeds:
    """Sound input of small jobs, made once; ``folder`` is that of one mutation's damaged input and outputs."""

    sound: Path
    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "out"


def make_seeds(root: Path) -> Seeds:
    """Write the sound input."""
    sound, folder = root / "sound", root / "job"
    sound.mkdir()
    (folder / "out").mkdir(parents=True)
    before = texture(48, 40)
    after = changed(before, [(5, 5, 12, 10), (30, 20, 9, 9)])
    write_raster(sound / "before.tif", before)
    write_raster(sound / "after.tif", after)
    write_raster(sound / "mask.tif", (after != before).any(axis=0, keepdims=True).astype(np.uint8), nodata=255)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # one variant has no transform
        _write_variants(sound, before)
        rasterio.shutil.copy(sound / "before.tif", sound / "text.vrt", driver="VRT")
    text = (sound / "text.vrt").read_text()
    (sound / "text.vrt").write_text(text.replace('relativeToVRT="1">before.tif', f'relativeToVRT="0">{sound / "before.tif"}'))
    (sound / "model.onnx").write_bytes(_model(specification()))
    boxes = [shapely.box(LEFT + x, TOP - 12, LEFT + x + 5, TOP - 3) for x in (1, 9)]
    crs = UTM.to_wkt()
    write_features(sound / "reference.gpkg", boxes, {"class": ["1", "2"]}, crs=crs)
    reviews = {
        "uuid": ["1", "2"],
        "class": ["house", "house"],
        "review_status": ["accepted", "rejected"],
        "review_class": [None, "road"],
        "review_comment": [None, "sure"],
        "reviewed_at": ["2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"],
        "reviewer": ["ann", "bob"],
    }
    write_features(sound / "first.gpkg", boxes, reviews, crs=crs)
    write_features(sound / "second.gpkg", boxes, {**reviews, "review_status": ["rejected", "rejected"]}, crs=crs)
    write_chips(sound / "chips", 2, side=48)
    return Seeds(sound, folder)


def _write_variants(folder: Path, rgb: np.ndarray) -> None:
    for name, values, profile in _variants(rgb):
        path = write_raster(folder / f"variant-{name}.tif", values, **profile)
        _describe(path, name)


def _variants(rgb: np.ndarray) -> Iterator[tuple[str, np.ndarray, dict[str, Any]]]:
    points = [GroundControlPoint(r, c, LEFT + c * GSD, TOP - r * GSD) for r in (0, 24, 48) for c in (0, 20, 40)]
    yield "plain", rgb, {}
    yield "tiled", rgb, {"tiled": True, "blockxsize": 16, "blockysize": 16, "compress": "deflate", "predictor": 2}
    yield "lzw", rgb.astype(np.float32), {"compress": "lzw", "predictor": 3, "nodata": -9999.0}
    yield "jpeg", rgb, {"compress": "jpeg", "photometric": "ycbcr"}
    yield "packbits", rgb.astype(np.uint16) * 100, {"compress": "packbits", "interleave": "band", "nodata": 0}
    yield "masked", rgb, {"mask": np.where(rgb[0] > 90, 255, 0).astype(np.uint8), "compress": "deflate"}
    yield "palette", rgb[:1], {"photometric": "palette"}
    yield "points", rgb, {"gcps": points, "transform": Affine.identity()}
    yield "turned", rgb, {"transform": Affine.translation(LEFT, TOP) * Affine.rotation(20) * Affine.scale(GSD, -GSD)}
    yield "degrees", rgb, {"crs": rasterio.CRS.from_epsg(4326), "transform": Affine(4e-6, 0, 85.4656, 0, -4e-6, 27.6534)}
    yield "alpha", np.concatenate([rgb, np.full_like(rgb[:1], 255)]), {"photometric": "rgb", "alpha": "yes"}
    yield "scaled", rgb.astype(np.int16), {"tiled": True, "blockxsize": 32, "blockysize": 32, "nodata": -32768}


def _describe(path: Path, name: str) -> None:
    with rasterio.open(path, "r+") as dataset:
        if name == "palette":
            dataset.write_colormap(1, {index: (index, 255 - index, 0, 255) for index in range(256)})
        if name == "scaled":
            dataset.scales, dataset.offsets = (1e-4,) * 3, (-0.1,) * 3
            dataset.descriptions = ("red", "green", "blue")
            dataset.update_tags(AREA_OR_POINT="Point", SENSOR="none")
        if name in ("tiled", "lzw"):
            dataset.build_overviews([2], rasterio.enums.Resampling.average)


def _model(document: Any) -> bytes:
    text = document if isinstance(document, str) else json.dumps(document)
    return difference_network({"groundshift": text})


def _source(parameter: str, path: Path) -> RasterSource:
    return RasterSource(parameter, path.stem, str(path))


def _rasters_job(seeds: Seeds, damaged: Path, rng: random.Random) -> Any:
    """A job that reads a damaged raster."""
    scratch, out = str(seeds.folder / "scratch"), seeds.out
    source = _source("BEFORE", damaged)
    other = _source("AFTER", seeds.sound / "after.tif")
    kind = rng.randrange(6)
    if kind == 0:
        model = str(seeds.sound / "model.onnx")
        return DetectChangeJob(source, other, model, scratch, mask=str(out / "m.tif"), polygons=str(out / "p.gpkg"), threads=1)
    if kind == 1:
        return VectorizeChangeJob(_source("INPUT", damaged), str(out / "p.gpkg"), scratch)
    if kind == 2:
        return CoregisterJob(source, other, scratch, aligned=str(out / "a.tif"))
    if kind == 3:
        return AssessAccuracyJob(
            scratch,
            predicted_raster=_source("PREDICTED", damaged),
            reference_raster=_source("REFERENCE", seeds.sound / "mask.tif"),
            measures=str(out / "m.json"),
        )
    first, last = (source, other) if kind == 4 else (RasterSource("BEFORE", "after", other.path), _source("AFTER", damaged))
    return DetectChangeClassicJob(first, last, scratch, mask=str(out / "m.tif"), polygons=str(out / "p.gpkg"))


def _tiff(seeds: Seeds, rng: random.Random) -> dict[str, Any]:
    variant = rng.choice(sorted(seeds.sound.glob("variant-*.tif")))
    damage = rng.choice((damage_tiff, damage_tiff, damage_bytes))
    damaged = seeds.folder / "damaged.tif"
    damaged.write_bytes(damage(variant.read_bytes(), rng))
    return dump_job(_rasters_job(seeds, damaged, rng))


def _vrt(seeds: Seeds, rng: random.Random) -> dict[str, Any]:
    damaged = seeds.folder / "damaged.vrt"
    damaged.write_text(damage_text((seeds.sound / "text.vrt").read_text(), rng))
    return dump_job(_rasters_job(seeds, damaged, rng))


def _detection(seeds: Seeds, model: bytes) -> dict[str, Any]:
    path = seeds.folder / "damaged.onnx"
    path.write_bytes(model)
    before, after = (_source(name.upper(), seeds.sound / f"{name}.tif") for name in ("before", "after"))
    scratch, mask, polygons = (str(seeds.folder / name) for name in ("scratch", "out/m.tif", "out/p.gpkg"))
    return dump_job(DetectChangeJob(before, after, str(path), scratch, mask=mask, polygons=polygons, threads=1))


def _onnx(seeds: Seeds, rng: random.Random) -> dict[str, Any]:
    return _detection(seeds, damage_bytes((seeds.sound / "model.onnx").read_bytes(), rng))


def _spec(seeds: Seeds, rng: random.Random) -> dict[str, Any]:
    document = damage_json(specification(), rng)
    text = json.dumps(document)
    return _detection(seeds, _model(damage_text(text, rng) if rng.random() < 0.2 else text))


def _job(seeds: Seeds, rng: random.Random) -> dict[str, Any]:
    job = _rasters_job(seeds, seeds.sound / "before.tif", rng)
    if hasattr(job, "include") and rng.random() < 0.5:
        area = Polygons("AREA", "area", "EPSG:32645", (shapely.box(LEFT + 2, TOP - 20, LEFT + 18, TOP - 2).wkb_hex,))
        job = type(job)(**{**vars(job), "include": (area,)})
    elif rng.random() < 0.2:
        job = SamplePointsJob(
            _source("INPUT", seeds.sound / "mask.tif"), scratch=str(seeds.folder / "scratch"), sample=str(seeds.out / "s.gpkg")
        )
    # Outputs and scratch stay: a job may write and remove what its paths name.
    kept = ("scratch", "mask", "polygons", "aligned", "measures", "sample")
    document: dict[str, Any] = damage_json(dump_job(job), rng, kept)
    return document


def _geopackage(seeds: Seeds, rng: random.Random) -> dict[str, Any]:
    scratch, crs = str(seeds.folder / "scratch"), UTM.to_wkt()
    damaged = seeds.folder / "damaged.gpkg"
    if rng.random() < 0.5:
        damaged.write_bytes(_damage_database((seeds.sound / "reference.gpkg").read_bytes(), rng))
        return dump_job(
            AssessAccuracyJob(
                scratch,
                predicted_raster=_source("PREDICTED", seeds.sound / "mask.tif"),
                reference_polygons=VectorSource("REFERENCE", "reference", str(damaged), crs, rng.choice((None, "class"))),
                measures=str(seeds.out / "m.json"),
            )
        )
    damaged.write_bytes(_damage_database((seeds.sound / "first.gpkg").read_bytes(), rng))
    second = VectorSource("B", "second", str(seeds.sound / "second.gpkg"), crs)
    return dump_job(MergeReviewsJob(VectorSource("A", "first", str(damaged), crs), second, str(seeds.out / "m.gpkg"), scratch))


def _damage_database(data: bytes, rng: random.Random) -> bytes:
    """Mostly where the features lie: at the end of the pages of a database there is little but zeros."""
    if rng.random() < 0.5:
        return damage_bytes(data, rng)
    out = bytearray(data)
    filled = [index for index in range(len(out)) if out[index]]
    for _ in range(rng.choice((1, 2, 8, 64))):
        out[rng.choice(filled)] = rng.randrange(256)
    return bytes(out)


def _chips(seeds: Seeds, rng: random.Random) -> dict[str, Any]:
    folder = seeds.folder / "chips"
    shutil.copytree(seeds.sound / "chips", folder)
    path = rng.choice(sorted(folder.glob("*/*.png")))
    path.write_bytes(damage_bytes(path.read_bytes(), rng))
    model, scratch = str(seeds.sound / "model.onnx"), str(seeds.folder / "scratch")
    return dump_job(EvaluateModelJob(model, scratch, chips=(str(folder),), measures=str(seeds.out / "m.json"), threads=1))


KINDS: dict[str, Callable[[Seeds, random.Random], dict[str, Any]]] = {
    "tiff": _tiff,
    "vrt": _vrt,
    "onnx": _onnx,
    "spec": _spec,
    "job": _job,
    "geopackage": _geopackage,
    "chips": _chips,
}
# How many of ten mutations are of a kind.
_SHARES = ("tiff",) * 4 + ("vrt", "onnx", "spec", "job", "geopackage", "chips")


def names(count: int) -> list[str]:
    """Return the names of ``count`` mutations of all kinds."""
    return [f"{_SHARES[index % len(_SHARES)]}:{index}" for index in range(count)]


def try_mutation(name: str, seeds: Seeds, worker: WarmWorker) -> tuple[str, Optional[Finding]]:
    """Run the job of a mutation.

    :return: how it ended: ``result`` or the code of the error; what is wrong with that, ``None`` = nothing.
    """
    shutil.rmtree(seeds.folder)
    seeds.out.mkdir(parents=True)
    kind = name.partition(":")[0]
    job = KINDS[kind](seeds, random.Random(name))
    there = {path.name for path in seeds.folder.iterdir()}
    try:
        event, _ = worker.run(job, SECONDS)
    except Crashed as crash:
        return "crash", Finding(name, "crash", str(crash))
    ending = str(event["code"] if event["event"] == "error" else event["event"])
    if ending == "unexpected":
        return ending, Finding(name, ending, f"{event['values']['reason']}\n{event.get('traceback', '')}")
    left = {path.name for path in seeds.folder.iterdir()} - there
    left |= {path.name for path in seeds.out.iterdir() if ending != "result" or path.name.startswith(".")}
    if left:
        return ending, Finding(name, "left behind", ", ".join(sorted(left)))
    megabytes = worker.peak_megabytes()
    if megabytes > MOST_MEGABYTES:
        worker.close()  # the next one is measured by itself
        return ending, Finding(name, "memory", f"{megabytes:.0f} MB, {ending}")
    return ending, None
