"""The specification inside a model file: inputs and outputs of its network (models/SPEC.md)."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional, Tuple

from ..jobs.palette import CLASSES

METADATA_KEY = "groundshift"
SPEC_VERSION = 1
LAYOUTS = {"early_fusion": 1, "siamese": 2, "stacked": 1, "single": 1}  # layout -> inputs of the network for the dates
CHANGE, SEGMENTATION, SAR_PREDICTION = "change", "segmentation", "sar-prediction"
_MOST = 2**16  # pixels of a halo or stride, dates, values of classes: more than any network has
EIGHT_BITS = 255.0  # a divisor of this means that the network is made for 8-bit imagery
NORMALISATIONS = ("standardise", "scale", "fixed")
MIRRORS = (1, 2, 4)


@dataclass(frozen=True)
class Task:
    """Inputs and output of the models of a task.

    :param layouts: that they may have.
    :param dates: that they are given; ``None`` = the model states it.
    :param least_classes: classes that they must have at least; 0 = their output is continuous values.
    :param conditions: whether they may be given the conditions of acquisition of each date.
    """

    layouts: Tuple[str, ...]
    dates: Optional[int]
    least_classes: int
    conditions: bool = False


# To add a task, add its line here and its head in plugin/engine/network/heads.py.
TASKS: Dict[str, Task] = {
    CHANGE: Task(("early_fusion", "siamese", "stacked"), 2, 1),
    SEGMENTATION: Task(("single",), 1, 2),
    SAR_PREDICTION: Task(("stacked",), None, 0, conditions=True),
}


class InvalidSpec(ValueError):
    """The specification is invalid; the message has the reason."""


@dataclass(frozen=True)
class Band:
    """A band of a date.

    :param wavelength_nm: centre wavelength, by which bands are found in a raster that has wavelengths.
    """

    name: str
    wavelength_nm: Optional[float] = None


@dataclass(frozen=True)
class GroundSampleDistance:
    """Metres on the ground a pixel may have (``minimum`` to ``maximum``), and the size at which the network does ``best``."""

    minimum: float
    best: float
    maximum: float


@dataclass(frozen=True)
class Normalisation:
    """How pixel values become the network's input.

    ``standardise``: (x - mean) / std, per date and band, of the overlap of the pair.
    ``scale``: x / divisor. ``fixed``: (x / divisor - mean) / std.

    :param stretch: of ``scale`` and ``fixed``: the percentiles of each date and band that become 0 and 255 before that; none =
        8-bit values are used as they are.
    """

    kind: str = "standardise"
    divisor: float = EIGHT_BITS
    mean: Tuple[float, ...] = ()
    std: Tuple[float, ...] = ()
    stretch: Tuple[float, ...] = ()


@dataclass(frozen=True)
class ChangeClass:
    """A class of change, or of land cover.

    :param value: in the mask, 1..254.
    :param direction: ``construction``, ``demolition`` or ``""`` (unknown).
    """

    value: int
    name: str
    color: str = CLASSES[0]
    direction: str = ""


@dataclass(frozen=True)
class Condition:
    """A number that describes an acquisition (incidence angle, day of year, ...).

    :param unit: for display.
    :param mean, std: the network gets (value - mean) / std.
    """

    name: str
    unit: str = ""
    mean: float = 0.0
    std: float = 1.0


@dataclass(frozen=True)
class OutputBand:
    """A band of a continuous output: value = channel * ``scale`` + ``offset``, in ``unit``."""

    name: str
    unit: str = ""
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True)
class ModelSpec:
    """A model's specification, checked. Lengths in metres, areas in square metres.

    :param stride: downsampling factor of the network; inputs are multiples of it.
    :param halo: pixels of context that a pixel needs on each side.
    :param probability: whether the output is probabilities already (else logits).
    :param no_change_channel: whether channel 0 of the output is "no change" (softmax over the rest).
    :param dates: number of dates that the network is given.
    :param conditions: of each date, and of the date that is predicted; empty = the network has no such input.
    :param values: bands of a continuous output; empty = the output is classes.
    :param deviation: whether a continuous output has a second channel for each band, its standard deviation.
    :param mirrors: number of mirror images of a tile, the tile itself among them, whose predictions are averaged in use.
    :param document: the whole JSON document, unknown keys included.
    """

    id: str
    title: str
    task: str
    layout: str
    bands: Tuple[Band, ...]
    gsd_m: GroundSampleDistance
    normalisation: Normalisation
    stride: int
    halo: int
    classes: Tuple[ChangeClass, ...]
    probability: bool
    no_change_channel: bool
    threshold: float
    min_area_m2: float
    dates: int = 2
    conditions: Tuple[Condition, ...] = ()
    values: Tuple[OutputBand, ...] = ()
    deviation: bool = False
    mirrors: int = 1
    document: Dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def directions(self) -> bool:
        """Whether construction and demolition are distinguished."""
        return any(item.direction for item in self.classes)

    @property
    def output_channels(self) -> int:
        """Channels of the network's output."""
        return len(self.classes) + int(self.no_change_channel) + len(self.values) * (2 if self.deviation else 1)

    @property
    def input_channels(self) -> int:
        """Channels of each input of the network (for ``stacked``: of each date)."""
        return len(self.bands) * (self.dates if self.layout == "early_fusion" else 1)

    @property
    def inputs(self) -> int:
        """Number of inputs of the network; the conditions are the last one."""
        return LAYOUTS[self.layout] + int(bool(self.conditions))

    @property
    def condition_shape(self) -> Tuple[int, int]:
        """Rows and columns of the table of conditions: a row for each date, then one for the date that is predicted."""
        return self.dates + 1, len(self.conditions)


def parse_spec(document: Any) -> ModelSpec:
    """Return the specification of a JSON document.

    :raises InvalidSpec: a key is missing or has an invalid value.
    """
    if not isinstance(document, Mapping):
        raise InvalidSpec("it is not a JSON object")
    version = document.get("spec_version")
    if version != SPEC_VERSION:
        raise InvalidSpec(f"spec_version is {version!r}, this plugin reads {SPEC_VERSION}")
    task = _choice(document, "task", tuple(TASKS))
    kind = TASKS[task]
    continuous = kind.least_classes == 0
    layout = _choice(document, "layout", tuple(LAYOUTS))
    if layout not in kind.layouts:
        raise InvalidSpec(f"the task {task} needs the layout {' or '.join(kind.layouts)}, not {layout}")
    bands = tuple(
        Band(_text(item, "name", "bands"), _optional_number(item, "wavelength_nm")) for item in _objects(document, "bands")
    )
    gsd = _object(document, "gsd_m")
    gsd_m = GroundSampleDistance(_positive(gsd, "min"), _positive(gsd, "best"), _positive(gsd, "max"))
    if not gsd_m.minimum <= gsd_m.best <= gsd_m.maximum:
        raise InvalidSpec("gsd_m must have min <= best <= max")
    classes = () if continuous else tuple(_change_class(item) for item in _objects(document, "classes"))
    if len(classes) < kind.least_classes:
        raise InvalidSpec(f"a model for {task} needs at least {kind.least_classes} classes")
    if len({item.value for item in classes}) != len(classes):
        raise InvalidSpec("two classes have the same value")
    output = document.get("output", {})
    if not isinstance(output, Mapping):
        raise InvalidSpec("output must be an object")
    threshold = _number(document if task == CHANGE else {"threshold": 0.5, **document}, "threshold")
    if not 0 < threshold < 1:
        raise InvalidSpec("threshold must lie between 0 and 1")
    stride, halo = _whole(document, "stride", 1), _whole(document, "halo", 0)
    no_change_channel = task == CHANGE and bool(output.get("no_change_channel", False))
    return ModelSpec(
        id=_text(document, "id"),
        title=str(document.get("title") or document["id"]),
        task=task,
        layout=layout,
        bands=bands,
        gsd_m=gsd_m,
        normalisation=_normalisation(document.get("normalisation", {}), len(bands)),
        stride=stride,
        halo=halo,
        classes=classes,
        probability=_choice({"kind": "probability", **output}, "kind", ("probability", "logit")) == "probability",
        no_change_channel=no_change_channel,
        threshold=threshold,
        min_area_m2=max(0.0, _optional_number(document, "min_area_m2") or 0.0),
        dates=_whole(document, "dates", 1) if kind.dates is None else kind.dates,
        conditions=_conditions(document) if kind.conditions else (),
        values=_output_bands(output, bands) if continuous else (),
        deviation=continuous and bool(output.get("deviation", False)),
        mirrors=_mirrors(document),
        document=dict(document),
    )


def parse_spec_text(text: str) -> ModelSpec:
    """Return the same of JSON text.

    :raises InvalidSpec: it is no JSON, or no specification.
    """
    try:
        return parse_spec(json.loads(text))
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidSpec(f"it is not JSON: {error}") from error


def _mirrors(document: Mapping[str, Any]) -> int:
    count = _whole({"mirrors": 1, **document}, "mirrors", 1)
    if count not in MIRRORS:
        raise InvalidSpec("mirrors must be 1, 2 or 4")
    return count


def _conditions(document: Mapping[str, Any]) -> Tuple[Condition, ...]:
    if not document.get("conditions"):
        return ()
    found = []
    for item in _objects(document, "conditions"):
        mean, std = (_number({**defaults, **item}, key) for key, defaults in (("mean", {"mean": 0}), ("std", {"std": 1})))
        if std <= 0:
            raise InvalidSpec("std of a condition must be positive")
        found.append(Condition(_text(item, "name", "conditions"), str(item.get("unit") or ""), mean, std))
    return tuple(found)


def _output_bands(output: Mapping[str, Any], bands: Tuple[Band, ...]) -> Tuple[OutputBand, ...]:
    if not output.get("bands"):
        return tuple(OutputBand(band.name) for band in bands)
    found = []
    for item in _objects(output, "bands"):
        scale = _number({"scale": 1, **item}, "scale")
        if scale == 0:
            raise InvalidSpec("scale of an output band must not be 0")
        offset = _number({"offset": 0, **item}, "offset")
        found.append(OutputBand(_text(item, "name", "output.bands"), str(item.get("unit") or ""), scale, offset))
    return tuple(found)


def _normalisation(values: Any, bands: int) -> Normalisation:
    if not isinstance(values, Mapping):
        raise InvalidSpec("normalisation must be an object")
    kind = _choice({"kind": "standardise", **values}, "kind", NORMALISATIONS)
    divisor = _optional_number(values, "divisor")
    divisor = EIGHT_BITS if divisor is None else divisor
    mean, std = (_numbers(values, key) for key in ("mean", "std"))
    if kind == "fixed" and not len(mean) == len(std) == bands:
        raise InvalidSpec("fixed normalisation needs a mean and a std for each band")
    if divisor <= 0 or any(value <= 0 for value in std):
        raise InvalidSpec("divisor and std must be positive")
    stretch = _numbers(values, "stretch")
    if stretch and not (len(stretch) == 2 and 0 <= stretch[0] < stretch[1] <= 100):
        raise InvalidSpec("stretch must be two percentiles between 0 and 100, the lower one first")
    if stretch and (kind == "standardise" or divisor != EIGHT_BITS):
        raise InvalidSpec("stretch is for the kinds scale and fixed with a divisor of 255")
    return Normalisation(kind, divisor, mean, std, stretch)


def _change_class(item: Mapping[str, Any]) -> ChangeClass:
    value = _whole(item, "value", 1)
    if value > 254:
        raise InvalidSpec("class values must lie between 1 and 254")
    direction = str(item.get("direction") or "")
    if direction not in ("", "construction", "demolition"):
        raise InvalidSpec(f"a class has the direction {direction!r}, not construction or demolition")
    color = str(item.get("color") or CLASSES[0])
    digits = color[1:]
    if not (color.startswith("#") and len(digits) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in digits)):
        raise InvalidSpec(f"the colour {color!r} is not of the form #rrggbb")
    return ChangeClass(value, _text(item, "name", "classes"), color.lower(), direction)


def _object(values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = values.get(key)
    if not isinstance(value, Mapping):
        raise InvalidSpec(f"{key} must be an object")
    return value


def _objects(values: Mapping[str, Any], key: str) -> Tuple[Mapping[str, Any], ...]:
    items = values.get(key)
    if not isinstance(items, (list, tuple)) or not items or not all(isinstance(item, Mapping) for item in items):
        raise InvalidSpec(f"{key} must be a list of objects, with at least one")
    return tuple(items)


def _text(values: Mapping[str, Any], key: str, where: str = "") -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value:
        raise InvalidSpec(f"{where + '.' if where else ''}{key} must be a text")
    return value


def _choice(values: Mapping[str, Any], key: str, known: Tuple[str, ...]) -> str:
    value = values.get(key)
    if value not in known:
        raise InvalidSpec(f"{key} is {value!r}, not one of {', '.join(known)}")
    return str(value)


def _number(values: Mapping[str, Any], key: str) -> float:
    value = values.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InvalidSpec(f"{key} must be a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):  # Python's JSON accepts NaN and Infinity
        raise InvalidSpec(f"{key} must be a finite number")
    return number


def _optional_number(values: Mapping[str, Any], key: str) -> Optional[float]:
    return None if values.get(key) is None else _number(values, key)


def _positive(values: Mapping[str, Any], key: str) -> float:
    value = _number(values, key)
    if value <= 0:
        raise InvalidSpec(f"{key} must be positive")
    return value


def _whole(values: Mapping[str, Any], key: str, least: int) -> int:
    value = _number(values, key)
    if value != int(value) or value < least:
        raise InvalidSpec(f"{key} must be a whole number of at least {least}")
    if value > _MOST:
        raise InvalidSpec(f"{key} must be at most {_MOST}")
    return int(value)


def _numbers(values: Mapping[str, Any], key: str) -> Tuple[float, ...]:
    items = values.get(key) or []
    if not isinstance(items, (list, tuple)) or any(isinstance(i, bool) or not isinstance(i, (int, float)) for i in items):
        raise InvalidSpec(f"{key} must be a list of numbers")
    return tuple(_number({key: item}, key) for item in items)
