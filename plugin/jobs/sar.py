"""Radar jobs: the table of acquisitions, change as the difference from a prediction, simulated change and its evaluation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple

from .sources import Polygons, RasterSource
from .training_settings import RADAR_SETTINGS, TrainingSettings

# In the order of the algorithm's lists, which scripts and models depend on: new ones go to the end.
METHODS = (
    "automatic",
    "latest",
    "nearest-geometry",
    "median",
    "levelled-median",
    "z-score",
    "levelled-z",
    "regression",
    "network",
)
FILTERS = ("total-variation", "refined-lee", "boxcar", "none")
THRESHOLD_METHODS = ("false-alarm-share", "kittler-illingworth", "fixed")
CHANGES = ("shift", "statistical")  # that are simulated


@dataclass(frozen=True)
class SarTableJob:
    """Make the table of acquisitions of radar images.

    :param images: files and folders; folders are searched for images and ``.dim`` products.
    :param table: CSV to write.
    :param weather: CSV with a column ``time`` and some of temperature, snow_depth and precipitation; ``None`` = none.
    :param scratch: a folder for temporary files.
    :param provenance: written beside the table.

    >>> job = SarTableJob(("2024-01-03_VV.tif", "2024-01-15_VV.tif"), "table.csv", "scratch")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "sar_table"
    RUNNER: ClassVar[str] = ".engine.sar.make_table:make_sar_table"

    images: Tuple[str, ...]
    table: str
    scratch: str
    weather: Optional[str] = None
    provenance: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SarDifferenceJob:
    """Detect change of a radar date as the difference from a prediction by earlier dates.

    :param table: CSV of acquisitions (see ``plugin/rules/sar_table.py``).
    :param date: days or times of the dates in which change is sought, or an interval (ISO 8601), see
        :func:`..rules.sar_dates.chosen_rows`; ``None`` = the latest.
    :param place: of the table's places; ``None`` = the only one.
    :param method: of :data:`METHODS`.
    :param model: ONNX file of the task ``sar-prediction``, for the methods ``network`` and ``automatic``; ``None`` = none.
    :param dem: digital elevation model, for the method ``regression`` and models that need it; ``None`` = none.
    :param speckle_filter: of :data:`FILTERS`.
    :param gap_days: earlier images that are younger than this before the date are left out; 0 = none.
    :param all_tracks: take earlier dates of other tracks too (levelled), not only those of the date's track.
    :param threshold_method: of :data:`THRESHOLD_METHODS`.
    :param threshold: share of false alarms (0..1), or the score itself of ``fixed``.
    :param confirmations: later dates of the table by which a change is confirmed, at most.
    :param include: grounds whose intersection is worked on; none = the whole image. :param exclude: ground left out.
    :param min_area_m2: minimum mapping unit in square metres on the ellipsoid; 0 = off.
    :param resolution: pixel size in units of the date's CRS; ``None`` = the date's own.
    :param difference, score, mask, polygons: paths to write; ``None`` = not wanted.
    :param scratch: a folder for temporary files.
    :param provenance: written into each output.
    :param area_unit, area_unit_m2: unit for the area in the log's last line.
    :param block: side of the blocks in pixels; ``None`` = automatic.

    >>> job = SarDifferenceJob("table.csv", "scratch", score="score.tif", polygons="changes.gpkg", min_area_m2=5000.0)
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "sar_difference"
    RUNNER: ClassVar[str] = ".engine.sar.difference:sar_difference"

    table: str
    scratch: str
    date: Optional[str] = None
    place: Optional[str] = None
    method: str = "automatic"
    model: Optional[str] = None
    dem: Optional[RasterSource] = None
    speckle_filter: str = "total-variation"
    gap_days: float = 0.0
    all_tracks: bool = False
    threshold_method: str = "false-alarm-share"
    threshold: Optional[float] = None
    confirmations: int = 3
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    min_area_m2: float = 0.0
    resolution: Optional[float] = None
    difference: Optional[str] = None
    score: Optional[str] = None
    mask: Optional[str] = None
    polygons: Optional[str] = None
    area_unit: str = ""
    area_unit_m2: float = 0.0
    block: Optional[int] = None
    provenance: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TargetClass:
    """A class of a land-cover map, whose distribution of values a statistical change takes.

    :param raster: of classes. :param value: of the class in it.
    """

    raster: RasterSource
    value: int


@dataclass(frozen=True)
class SarSimulateJob:
    """Put change of known place and kind into radar images, in linear power, before any filtering.

    :param table: CSV of acquisitions.
    :param folder: to make: the changed images, masks of the truth, and a table for each changed date.
    :param place: of the table's places; ``None`` = the only one.
    :param dates: latest dates that are changed, each on its own.
    :param change: of :data:`CHANGES`.
    :param shift_db: of ``shift``, added to all polarisations.
    :param target, land_cover: ground whose distribution ``statistical`` maps onto, polygons and class of a map; both = the
        class within the polygons, neither = the darkest pixels.
    :param count: polygons of each date. :param radius: their mean radius in pixels.
    :param include: eligible ground; none = the whole image. :param exclude: ground left out.
    :param truth: vector file of the polygons; ``None`` = not wanted.
    :param scratch: a folder for temporary files. :param provenance: written into each output.

    >>> job = SarSimulateJob("table.csv", "simulated", "scratch", count=3, seed=1)
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "sar_simulate"
    RUNNER: ClassVar[str] = ".engine.sar.simulate:sar_simulate"

    table: str
    folder: str
    scratch: str
    place: Optional[str] = None
    dates: int = 1
    change: str = "shift"
    shift_db: float = -2.5
    target: Optional[Polygons] = None
    land_cover: Optional[TargetClass] = None
    count: int = 3
    radius: float = 9.0
    seed: int = 1
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    truth: Optional[str] = None
    provenance: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SarEvaluateJob:
    """Measure methods on a stack by simulated change.

    :param table: CSV of acquisitions.
    :param place: of the table's places; ``None`` = all.
    :param methods: of :data:`METHODS`; the plain difference is always measured, too.
    :param model, dem: as for :class:`SarDifferenceJob`; a model is measured, too.
    :param dates: latest dates of each place that are targets.
    :param days: days (ISO 8601) of the targets in place of the latest dates; empty = the latest.
    :param earlier: earlier dates that the methods see, at most; 0 = all.
    :param changes: of :data:`CHANGES`.
    :param shift_db, target, land_cover, radius, seed, include, exclude: as for :class:`SarSimulateJob`.
    :param count: polygons of each image, at most.
    :param speckle_filter: of :data:`FILTERS`; the plain difference is not filtered.
    :param all_tracks: as for :class:`SarDifferenceJob`.
    :param ablation: train the model anew without each of its conditions, and measure it on the days that it was not trained on.
    :param report, measures: paths to write; ``None`` = not wanted.
    :param texts: translations of the report's texts (:mod:`.report_texts`).

    >>> job = SarEvaluateJob("table.csv", "scratch", report="report.html", measures="measures.csv")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "sar_evaluate"
    RUNNER: ClassVar[str] = ".training.entries:evaluate_radar"

    table: str
    scratch: str
    place: Optional[str] = None
    methods: Tuple[str, ...] = ("automatic", "median", "levelled-z", "regression")
    model: Optional[str] = None
    dem: Optional[RasterSource] = None
    dates: int = 10
    days: Tuple[str, ...] = ()
    earlier: int = 0
    changes: Tuple[str, ...] = CHANGES
    shift_db: float = -2.5
    target: Optional[Polygons] = None
    land_cover: Optional[TargetClass] = None
    count: int = 3
    radius: float = 9.0
    seed: int = 1
    speckle_filter: str = "total-variation"
    all_tracks: bool = False
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    ablation: bool = False
    report: Optional[str] = None
    measures: Optional[str] = None
    texts: Dict[str, str] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DescribeRadarJob:
    """Open the images of a radar difference as its run does, and describe how they are read; nothing is written.

    The result is ``READING``, as of :class:`.describe_dates.DescribeDatesJob`: an entry for each polarisation of each image,
    with its ``unit`` (of :data:`..rules.sar_products.UNITS`).

    :param difference: the run; its outputs are not used. :param scratch: an existing folder, not used.

    >>> job = DescribeRadarJob(SarDifferenceJob("table.csv", "scratch"), "scratch")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "describe_radar"
    RUNNER: ClassVar[str] = ".engine.sar.difference:describe_difference"

    difference: SarDifferenceJob
    scratch: str


@dataclass(frozen=True)
class SarTrainJob:
    """Train a network that predicts a radar image from earlier ones, without labels.

    :param table: CSV of acquisitions. :param place: of the table's places; ``None`` = all.
    :param model: path of the ONNX file to write; its card lies beside it.
    :param checkpoints: folder in which the training keeps what it needs to be resumed. :param resume: from what lies there.
    :param architecture: of :data:`..rules.network_plan.SAR_ARCHITECTURES`.
    :param dem: elevation as one more input; ``None`` = none.
    :param without: conditions (:data:`..rules.sar_conditions.CONDITIONS`) that the network is not given.
    :param held_out: latest days on which the network is compared with other methods; 0 = a quarter.
    :param speckle_filter: of :data:`FILTERS`. :param level: remove the offset of each whole image first.
    :param all_tracks: as for :class:`SarDifferenceJob`. :param include, exclude: ground that is trained on.
    :param settings: those about labels are not used.
    :param report: HTML to write; ``None`` = not wanted.
    :param control, pictures: as of a training of labels (:mod:`.train_model`).
    :param only_sample: read the images and show a sample of them; nothing is trained.
    :param chip_bytes: memory for the images of a part of a place.
    :param texts: translations of the report's texts (:mod:`.report_texts`).

    >>> job = SarTrainJob("table.csv", "radar.onnx", "scratch", "checkpoints", report="report.html")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "sar_train"
    RUNNER: ClassVar[str] = ".training.entries:train_radar"

    table: str
    model: str
    scratch: str
    checkpoints: str
    place: Optional[str] = None
    architecture: str = "radar_unet"
    dem: Optional[RasterSource] = None
    without: Tuple[str, ...] = ()
    held_out: int = 0
    speckle_filter: str = "total-variation"
    level: bool = True
    all_tracks: bool = False
    include: Tuple[Polygons, ...] = ()
    exclude: Tuple[Polygons, ...] = ()
    settings: TrainingSettings = RADAR_SETTINGS
    title: str = ""
    resume: bool = True
    report: Optional[str] = None
    control: Optional[str] = None
    pictures: Optional[str] = None
    only_sample: bool = False
    chip_bytes: int = 256 * 2**20
    texts: Dict[str, str] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)
