"""Training a change model: from labelled ground or chips, and a base model or an architecture, to a model file.

Standard library only; imported by both sides.

Events of a running training, beside ``Progress`` and ``Log``:

``Metric(name, value, step)``
    Curves. ``train_loss`` and ``learning_rate``: ``step`` is the optimiser's step. ``epoch/NAME`` with NAME of
    :data:`EPOCH_COLUMNS`: ``step`` is the epoch, counted from 1 (0 = before the training, where it continues a model).
``Row(table, values, step)``
    Lines of tables, ``table`` being

    - :data:`SETUP`: once, when the data is read: ``training_tiles``, ``validation_tiles``, ``training_m2``,
      ``validation_m2``, ``polygons``, ``changed_share``, ``unlabelled_tiles``, ``replay_tiles``, ``classes`` (names),
      ``parameters``, ``epochs``, ``steps_per_epoch``, ``resumed_epoch`` (0 = from the beginning), ``device``; of a radar
      training ``training_days``, ``validation_days``, ``held_out_days``, ``images`` and ``bands`` in place of the tiles;
    - :data:`EPOCH`: after each epoch the columns of :data:`EPOCH_COLUMNS` (of a radar training ``mse`` and ``mean_mse`` in
      place of the measures of classes); ``step`` is the epoch. A training that is
      resumed repeats the rows of the earlier epochs, so that a table and curves are whole;
    - :data:`CLASS`: at the end, of each class and model (``model`` is ``new`` or ``base``): ``class``, ``precision``,
      ``recall``, ``f1``, ``iou``, ``pixels`` (of the truth), on the validation ground;
    - :data:`COMPARISON`: at the end, of each measure: ``measure``, ``base`` (``None`` where there is none), ``new``.
``Picture(name, path, step, values)``
    PNG files in the job's ``pictures`` folder, four panels side by side (before, after, truth, prediction; of samples
    three; of a radar training latest earlier image, predicted, true, difference; of its samples latest earlier image, mean
    of all earlier ones, true), ``name`` being

    - :data:`SAMPLE`: training chips as the network sees them, augmented, before the start; ``values``: ``chip`` (number);
    - :data:`VALIDATION`: the same few validation chips after each epoch; ``values``: ``chip``, ``f1``. A training that is
      resumed repeats those of the earlier epochs, as far as their files are still there;
    - :data:`BEST`, :data:`WORST`: at the end, the validation chips with the highest and the lowest F1; ``values`` alike;
    - :data:`FIGURE`: at the end, the figure that lies beside the model.

A word in the file ``control`` steers it: :data:`PAUSE` holds it until the word changes, :data:`STOP` ends it with what
is best so far (the model is written), anything else lets it run. Cancelling the job keeps the checkpoint, from which the
same job goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Optional, Tuple, Union

from .from_to_change import NamedClass
from .sources import Polygons, RasterSource, VectorSource
from .training_settings import TrainingSettings

SETUP, EPOCH, CLASS, COMPARISON = "setup", "epoch", "class", "comparison"
SAMPLE, VALIDATION, BEST, WORST, FIGURE = "sample", "validation", "best", "worst", "figure"
VALIDATION_GROUND = "validation ground"  # place of the accuracy that a trained model states of itself
PANEL_CAPTION_PIXELS = 14  # height of the row above the panels of a picture, with their captions
PANEL_GAP_PIXELS = 4  # between two panels
PANELS_KEY = "Panels"  # text in a picture's file: how many panels it has
EPOCH_COLUMNS = (
    "epoch",
    "train_loss",
    "validation_loss",
    "precision",
    "recall",
    "f1",
    "iou",
    "learning_rate",
    "seconds",
    "seconds_left",
    "best",  # whether it is the best epoch so far
    "frozen",  # whether the encoder was frozen
)
RUN, PAUSE, STOP = "run", "pause", "stop"
KEPT_BY_SERVER = "server.json"
"""File in the folder of checkpoints that names the server which keeps them, and under which name."""

LAYOUTS = ("groundshift", "levir", "esri")
"""Layouts of folders of chips: the plugin's own with a manifest; ``A B label``; ``images_before images_after labels``."""
MANIFEST = "groundshift-chips.json"


@dataclass(frozen=True)
class LabelledPair:
    """Two dates with polygons of what changed between them, or one date with its land cover.

    :param before: the earlier date, or the only one. ``after``: the later date; ``None`` = there is one date.
    :param labels: polygons; their ``class_field``, if any, holds the class of each. ``None`` = ``classes`` has the labels.
    :param area: ground on which labelling is complete; ``None`` = the tiles around the labels. Of one date ground is known
        where it has a label; the area limits it.
    :param classes: raster with the class of each pixel of one date, in place of polygons.
    :param class_names: of the values of ``classes``; empty = those that the raster itself gives.
    """

    before: RasterSource
    after: Optional[RasterSource]
    labels: Optional[VectorSource]
    area: Optional[Polygons] = None
    classes: Optional[RasterSource] = None
    class_names: Tuple[NamedClass, ...] = ()

    @property
    def dates(self) -> Tuple[RasterSource, ...]:
        """The dates in the order of time."""
        return (self.before,) if self.after is None else (self.before, self.after)

    @property
    def name(self) -> str:
        """The dates, for messages."""
        return " - ".join(date.name for date in self.dates)

    @property
    def label_layer(self) -> Union[RasterSource, VectorSource]:
        """The layer of the labels, for messages. :raises ValueError: there is none."""
        layer = self.labels if self.labels is not None else self.classes
        if layer is None:
            raise ValueError(self.name)
        return layer


@dataclass(frozen=True)
class TrainModelJob:
    """Train a change model on labelled pairs, on folders of chips, or on both.

    :param base: path of a model file to continue, or the name of an architecture to train from scratch.
    :param model: path of the ONNX file to write; its card, STAC item, figure and logs lie beside it.
    :param chips: folders of chips, in any of :data:`LAYOUTS`.
    :param replay: folders of chips of other ground, so that what the
        base model can do there is not forgotten; they never take part in the validation.
    :param model_id, title: of the new model; ``""`` = by the file's name.
    :param licence, attribution: of imagery and labels that are trained on; ``""`` = not stated.
    :param resolution: pixel size of the pairs in units of AFTER's CRS; ``None`` = as the base model needs it.
    :param checkpoints: folder in which the training keeps what it needs to be resumed.
    :param resume: from what lies there.
    :param report: HTML to write; ``None`` = not wanted.
    :param control: file with a word that steers the training; ``None`` = it is not steered.
    :param pictures: existing folder for the PNGs of ``Picture`` events; ``None`` = none are made but the figure.
    :param only_sample: read and check the data, make the pictures of samples, and end without training.
    :param threads: of the network where the settings leave it open; 0 = all cores.
    :param texts: translations of the report's texts (:mod:`.report_texts`).

    >>> job = TrainModelJob("buildings-siamese", "model.onnx", "scratch", "checkpoints", chips=("chips",), report="report.html")
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "train_model"
    RUNNER: ClassVar[str] = ".training.entries:train_model"

    base: str
    model: str
    scratch: str
    checkpoints: str
    pairs: Tuple[LabelledPair, ...] = ()
    chips: Tuple[str, ...] = ()
    replay: Tuple[str, ...] = ()
    settings: TrainingSettings = field(default_factory=TrainingSettings)
    model_id: str = ""
    title: str = ""
    licence: str = ""
    attribution: str = ""
    resolution: Optional[float] = None
    resume: bool = True
    report: Optional[str] = None
    control: Optional[str] = None
    pictures: Optional[str] = None
    only_sample: bool = False
    threads: int = 0
    texts: Dict[str, str] = field(default_factory=dict)
    provenance: Dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ExportChipsJob:
    """Cut a labelled pair into chips: pairs of small images with their labels.

    :param folder: to write; it appears when it is whole.
    :param layout: of :data:`LAYOUTS`.
    :param image_format: ``tif``, ``png`` or ``jpg``.
    :param tile_size, stride: in pixels of the pair's grid.
    :param rotations: further copies of each chip, turned by this many degrees (multiples of 90); 0 = none.
    :param only_changed: leave out chips without change but for ``empty_share`` of all chips written, 0 to 1.
    :param mask: polygons that chips must lie ``inside`` of or (``mask_touching``) touch; ``None`` = none.
    :param resolution: pixel size in units of AFTER's CRS; ``None`` = the coarser of the dates'.

    >>> before, after = RasterSource("BEFORE", "2019", "2019.tif"), RasterSource("AFTER", "2023", "2023.tif")
    >>> pair = LabelledPair(before, after, VectorSource("LABELS", "labels", "labels.gpkg", "EPSG:32633"))
    >>> job = ExportChipsJob(pair, "chips", "scratch", tile_size=256)
    >>> load_job(dump_job(job)) == job
    True
    """

    KIND: ClassVar[str] = "export_chips"
    RUNNER: ClassVar[str] = ".training.labels.export_chips:export_chips"

    pair: LabelledPair
    folder: str
    scratch: str
    layout: str = "groundshift"
    image_format: str = "tif"
    tile_size: int = 256
    stride: int = 256
    rotations: int = 0
    only_changed: bool = True
    empty_share: float = 0.1
    mask: Optional[Polygons] = None
    mask_touching: bool = False
    resolution: Optional[float] = None
    seed: int = 1
    provenance: Dict[str, Any] = field(default_factory=dict)
