"""Change over an area that is cut into blocks, each a job of its own, on several processes or machines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Dict, Tuple

from .detect_change import DetectChangeJob

DEFAULT_BLOCK = 4096  # pixels


@dataclass(frozen=True)
class DetectChangeClusterJob:
    """Detect change with a network, block by block on a cluster of Dask, to the results of :class:`DetectChangeJob`.

    :param detect: what to detect, and the outputs; mask and probability become cloud-optimised GeoTIFFs.
    :param folder: of the blocks and their jobs, which stay: a block that is whole is not computed again. Every machine of the
        cluster reads and writes it under this name, and reads the inputs and the model under theirs.
    :param scratch: a folder for temporary files.
    :param scheduler: address of Dask's scheduler, ``tcp://host:8786``; ``""`` = a cluster of processes on this computer.
    :param block_size: side of a block in pixels, about: blocks are made of whole tiles.
    :param workers: processes of the local cluster; 0 = one for every two cores.
    :param retries: how often a block that failed is tried again.
    :param only_plan: write the jobs of the blocks, for another engine to run, and stop.

    >>> before, after = RasterSource("BEFORE", "2019", "2019.tif"), RasterSource("AFTER", "2023", "2023.tif")
    >>> detect = DetectChangeJob(before, after, "models/buildings-siamese.onnx", "scratch", mask="mask.tif")
    >>> job = DetectChangeClusterJob(detect, "blocks", "scratch", scheduler="tcp://10.0.0.1:8786")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "detect_change_cluster"
    RUNNER: ClassVar[str] = ".engine.cluster.run:detect_change_cluster"

    detect: DetectChangeJob
    folder: str
    scratch: str
    scheduler: str = ""
    block_size: int = DEFAULT_BLOCK
    workers: int = 0
    retries: int = 2
    only_plan: bool = False


@dataclass(frozen=True)
class BlockGrid:
    """The grid of all blocks.

    :param crs: WKT.
    :param left, top: coordinates of the upper left corner in units of ``crs``.
    :param xres, yres: pixel size in units of ``crs``, both positive.
    :param height, width: in pixels.
    """

    crs: str
    left: float
    top: float
    xres: float
    yres: float
    height: int
    width: int


@dataclass(frozen=True)
class DetectBlockJob:
    """Predict one block of an area: a cloud-optimised GeoTIFF and a GeoPackage come of it, or are there already.

    The raster has the probability of any change in band 1 (-1 = no data), then the value of the likeliest class where the model
    has several, then the probabilities of the classes where they are wanted.

    :param detect: what to detect; its outputs are not written.
    :param grid: of all blocks.
    :param work: row, column, height and width of the window of the grid that all blocks cover.
    :param window: that this block covers.
    :param tiles: rows of the grid at which its rows of tiles begin, and where the last one ends; columns likewise.
    :param halo: of its tiles, in pixels.
    :param scale: factors and offsets of the bands of each date, from the statistics of the whole area.
    :param classes: whether the probabilities of the classes are wanted.
    :param raster, polygons: paths to write.
    :param key: of what the block is computed from; a raster with another one is replaced.

    >>> before, after = RasterSource("BEFORE", "2019", "2019.tif"), RasterSource("AFTER", "2023", "2023.tif")
    >>> detect = DetectChangeJob(before, after, "models/buildings-siamese.onnx", "scratch")
    >>> grid, scale = BlockGrid("EPSG:32633", 400000.0, 5600000.0, 0.5, 0.5, 9000, 9000), (((1.0,) * 3, (0.0,) * 3),) * 2
    >>> work, window, tiles = (0, 0, 9000, 9000), (0, 4096, 2048, 2048), ((0, 1024, 2048), (4096, 5120, 6144))
    >>> job = DetectBlockJob(detect, grid, work, window, tiles, 144, scale, "0-1.tif", "0-1.gpkg")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "detect_block"
    RUNNER: ClassVar[str] = ".engine.cluster.block:detect_block"

    detect: DetectChangeJob
    grid: BlockGrid
    work: Tuple[int, ...]
    window: Tuple[int, ...]
    tiles: Tuple[Tuple[int, ...], Tuple[int, ...]]
    halo: int
    scale: Tuple[Tuple[Tuple[float, ...], ...], ...]
    raster: str
    polygons: str
    classes: bool = False
    key: str = ""


def cluster_values(values: Dict[str, Any], **options: Any) -> Dict[str, Any]:
    """Return a job of a cluster as JSON types, from one of :class:`DetectChangeClusterJob` or :class:`DetectChangeJob`.

    :param values: JSON types.
    :param options: fields of the cluster's job to set.
    """
    if values.get("kind") == DetectChangeClusterJob.KIND:
        return {**values, **options}
    detect = {name: value for name, value in values.items() if name != "kind"}
    return {"kind": DetectChangeClusterJob.KIND, "detect": detect, "scratch": detect.get("scratch", ""), **options}


def block_detection(job: DetectChangeJob, scratch: str = "") -> DetectChangeJob:
    """Return a detection without outputs, as the jobs of its blocks name it."""
    return replace(job, scratch=scratch, mask=None, probability=None, polygons=None, resume=None, provenance={})
