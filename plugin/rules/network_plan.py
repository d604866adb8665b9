"""The architectures, and the plan of a network: architecture, encoder, fusion, attention, outputs and bands.

A plan's short name is what recipes and the tool Train model call an architecture:
``siamese_unet``, ``siamese_unet:resnet18``, ``early_fusion_unet:mobilenet_v2:concat``,
``stanet:resnet34:bam``. After the architecture the parts may come in any order; parts left out are
the architecture's defaults. A file of pretrained weights for the encoder may follow:
``siamese_unet:resnet18@/data/resnet18-f37072fd.pth``. The whole plan travels inside the ONNX file, so
that the network can be built anew for fine-tuning.

Standard library only: QGIS's side lists and checks names without PyTorch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Optional

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from ..model_file.spec import CHANGE, SAR_PREDICTION, SEGMENTATION

METADATA_KEY = "groundshift_network"

ENCODERS = (
    "efficientnet_lite0",
    "efficientnet_lite1",
    "efficientnet_lite2",
    "mobilenet_v2",
    "resnet18",
    "resnet34",
    "resnet50",
)
RESNETS = ("resnet18", "resnet34", "resnet50")
CONCAT, DIFFERENCE, BOTH = ("concat", "difference", "both")
PAM, BAM = ATTENTIONS = ("pam", "bam")

TARGET_CHANGE = "change"
"""One output: whether a pixel changed."""
TARGET_STATES = "building_states"
"""Four outputs: no building, new, demolished, standing building. Construction and demolition are distinguished."""
TARGET_CLASSES = "classes"
"""K + 1 outputs: no change, and K kinds of change."""
TARGET_LAND_COVER = "land_cover"
"""K outputs: the classes of one date."""
TARGET_BACKSCATTER = "backscatter"
"""K outputs: the polarisations of the next radar image."""
CHANGE_TARGETS = (TARGET_CHANGE, TARGET_STATES, TARGET_CLASSES)

MOST_BANDS = 64
MOST_CLASSES = 64
LIGHT_WIDTHS = (32, 48, 64, 96)
RADAR_DATES = 4  # earlier images that a radar network is given
MOST_CONDITIONS = 64
SMOOTHING = ("unet",)
"""Architectures that can smooth their image."""
MOST_SMOOTHING = 2 / 3  # of a kernel of three pixels: all weights alike


@dataclass(frozen=True)
class ArchitectureKind:
    """Description of an architecture; its network is in ``training/networks``.

    :param title: what users read, in English; translate it in the context ``ModelPage``.
    :param layout: how dates are fed, as in the model file. ``stride``: sides of the input are multiples of this.
    :param loss: the default, see :mod:`.loss_terms`.
    :param encoders, fusions, attentions, targets: the choices, default first; empty = it has no such part.
    :param widths: default channels of the decoder's maps, finest first, where the architecture leaves them open.
    :param dates: number of dates that it is given.
    :param measures_distance: whether its output is a distance of two dates, for the contrastive loss.
    """

    title: str
    layout: str
    stride: int
    loss: str = "bce + .5 dice"
    encoders: tuple[str, ...] = ()
    fusions: tuple[str, ...] = ()
    attentions: tuple[str, ...] = ()
    targets: tuple[str, ...] = CHANGE_TARGETS
    widths: tuple[int, ...] = ()
    dates: int = 2
    measures_distance: bool = False

    @property
    def task(self) -> str:
        """The task of the model file."""
        return {TARGET_LAND_COVER: SEGMENTATION, TARGET_BACKSCATTER: SAR_PREDICTION}.get(self.targets[0], CHANGE)


# To add an architecture: a line here, a file in ``training/networks``, and a line in ``training/networks/architectures.py``.
ARCHITECTURES = {
    "siamese_unet": ArchitectureKind(
        QT_TRANSLATE_NOOP("ModelPage", "Siamese U-Net: each date by itself, small and good (recommended)"),
        "siamese",
        16,
        encoders=ENCODERS,
        fusions=(BOTH, CONCAT, DIFFERENCE),
        targets=(TARGET_STATES, TARGET_CHANGE, TARGET_CLASSES),
        widths=LIGHT_WIDTHS,
    ),
    "early_fusion_unet": ArchitectureKind(
        QT_TRANSLATE_NOOP("ModelPage", "Early-fusion U-Net: both dates at once"),
        "early_fusion",
        16,
        encoders=ENCODERS,
        fusions=(BOTH, CONCAT, DIFFERENCE),
        targets=(TARGET_STATES, TARGET_CHANGE, TARGET_CLASSES),
        widths=LIGHT_WIDTHS,
    ),
    "early_fusion_fcn": ArchitectureKind(
        QT_TRANSLATE_NOOP("ModelPage", "Early-fusion FCN: tiny and very fast"),
        "early_fusion",
        4,
        targets=(TARGET_CHANGE, TARGET_CLASSES, TARGET_STATES),
    ),
    "fusion_unet": ArchitectureKind(
        QT_TRANSLATE_NOOP("ModelPage", "Siamese fusion U-Net with a ResNet: large, for graphics cards"),
        "siamese",
        16,
        loss=".7 bce + .3 iou",
        encoders=RESNETS[::-1],
        fusions=(CONCAT, DIFFERENCE, BOTH),
    ),
    "stanet": ArchitectureKind(
        QT_TRANSLATE_NOOP("ModelPage", "STANet: attention over both dates, large, for graphics cards"),
        "siamese",
        32,
        loss="contrastive",
        encoders=RESNETS,
        attentions=ATTENTIONS,
        targets=(TARGET_CHANGE,),
        measures_distance=True,
    ),
    "unet": ArchitectureKind(
        QT_TRANSLATE_NOOP("ModelPage", "U-Net of one date, for land cover"),
        "single",
        16,
        encoders=ENCODERS,
        targets=(TARGET_LAND_COVER,),
        widths=LIGHT_WIDTHS,
        dates=1,
    ),
    "inception_unet": ArchitectureKind(
        QT_TRANSLATE_NOOP("ModelPage", "U-Net over Inception-ResNet-v2, for land cover: very large, for graphics cards"),
        "single",
        32,
        loss="bce",
        encoders=("inception_resnet_v2",),
        targets=(TARGET_LAND_COVER,),
        widths=(16, 32, 64, 128, 256),
        dates=1,
    ),
    "radar_unet": ArchitectureKind(
        QT_TRANSLATE_NOOP("ModelPage", "Radar U-Net: the next of several radar images, small"),
        "stacked",
        16,
        targets=(TARGET_BACKSCATTER,),
        widths=(16, 32, 48, 64),
        dates=RADAR_DATES,
    ),
    "radar_unet_deep": ArchitectureKind(
        QT_TRANSLATE_NOOP("ModelPage", "Radar U-Net of nine levels, for graphics cards"),
        "stacked",
        512,
        targets=(TARGET_BACKSCATTER,),
        widths=(64, 128, 256, 512, 512, 512, 512, 512, 512),
        dates=RADAR_DATES,
    ),
}


SAR_ARCHITECTURES = tuple(name for name, kind in ARCHITECTURES.items() if kind.task == SAR_PREDICTION)


class PlanInvalid(ValueError):
    """A name or a plan that describes no network that can be built."""


@dataclass(frozen=True)
class NetworkPlan:
    """Everything that decides a network's layers; equal plans have equal layers.

    :raises PlanInvalid: the parts do not fit together.
    """

    architecture: str
    encoder: Optional[str] = None
    fusion: Optional[str] = None
    attention: Optional[str] = None
    target: str = TARGET_CHANGE
    classes: int = 1
    """Kinds of change: 1 for ``change``, 2 for ``building_states``, any number for ``classes``; or classes of land cover."""
    bands: int = 3
    """Of one date."""
    widths: tuple[int, ...] = ()
    """Channels of the decoder's maps, finest first, where the architecture leaves them open."""
    conditions: int = 0
    """Numbers that describe each acquisition, of radar networks."""
    smoothing: float = 0.0
    """Variance, in pixels squared, of the kernel by which an image is smoothed in use, of :data:`SMOOTHING`; not in training,
    where the interpolation of turned and scaled crops does as much."""

    def __post_init__(self) -> None:
        kind = _kind(self.architecture)
        for what, value, allowed in (
            ("encoder", self.encoder, kind.encoders),
            ("fusion", self.fusion, kind.fusions),
            ("attention", self.attention, kind.attentions),
            ("target", self.target, kind.targets),
        ):
            if (value not in allowed) if allowed else (value is not None):
                choice = ", ".join(sorted(set(allowed))) or "none"
                raise PlanInvalid(f"{self.architecture} has no {what} '{value}'; it can be: {choice}.")
        if not 1 <= self.bands <= MOST_BANDS:
            raise PlanInvalid(f"A network needs 1 to {MOST_BANDS} bands, not {self.bands}.")
        fixed = {TARGET_CHANGE: 1, TARGET_STATES: 2}.get(self.target, self.classes)
        if not 0 <= self.conditions <= (MOST_CONDITIONS if self.target == TARGET_BACKSCATTER else 0):
            raise PlanInvalid(f"{self.architecture} cannot have {self.conditions} conditions.")
        if self.target == TARGET_BACKSCATTER and self.classes > self.bands:
            raise PlanInvalid(f"{self.architecture} cannot predict {self.classes} of {self.bands} bands.")
        least = 2 if self.target == TARGET_LAND_COVER else 1
        if self.classes != fixed or not least <= self.classes <= MOST_CLASSES:
            raise PlanInvalid(f"A network with the target '{self.target}' cannot have {self.classes} classes.")
        if self.target == TARGET_STATES and self.fusion == DIFFERENCE:
            raise PlanInvalid(
                "The absolute difference of two dates does not show which one came first: "
                "construction and demolition need the fusion 'concat' or 'both'."
            )
        if not 0 <= self.smoothing <= MOST_SMOOTHING or (self.smoothing and self.architecture not in SMOOTHING):
            raise PlanInvalid(f"{self.architecture} cannot smooth images by {self.smoothing:g}.")
        if len(self.widths) != len(kind.widths) or any(width < 1 for width in self.widths):
            raise PlanInvalid(f"{self.architecture} needs {len(kind.widths)} positive widths, not {self.widths}.")

    @property
    def layout(self) -> str:
        """``early_fusion``, ``siamese`` or ``single``, as in the model file."""
        return ARCHITECTURES[self.architecture].layout

    @property
    def task(self) -> str:
        """The task of the model file."""
        return ARCHITECTURES[self.architecture].task

    @property
    def dates(self) -> int:
        """Number of dates that the network is given."""
        return ARCHITECTURES[self.architecture].dates

    @property
    def input_channels(self) -> int:
        """Channels of each input of the network."""
        return self.bands * (self.dates if self.layout == "early_fusion" else 1)

    @property
    def stride(self) -> int:
        """Sides of the input are multiples of this."""
        return ARCHITECTURES[self.architecture].stride

    @property
    def outputs(self) -> int:
        """Channels of the logits, or of the predicted values."""
        fixed = {TARGET_CHANGE: 1, TARGET_STATES: 4, TARGET_LAND_COVER: self.classes, TARGET_BACKSCATTER: self.classes}
        return fixed.get(self.target, self.classes + 1)

    @property
    def directions(self) -> bool:
        """Whether construction and demolition are distinguished."""
        return self.target == TARGET_STATES

    @property
    def no_change_channel(self) -> bool:
        """Whether the exported probability begins with a channel "no change"."""
        return self.target in (TARGET_STATES, TARGET_CLASSES)

    @property
    def name(self) -> str:
        """The name in full, for reports: all parts, no defaults left out."""
        return ":".join(part for part in (self.architecture, self.encoder, self.fusion, self.attention) if part)

    def document(self) -> dict[str, Any]:
        """Return the plan as it stands in JSON."""
        values = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}
        for key in ("conditions", "smoothing"):
            if not values[key]:
                del values[key]  # earlier versions read the plans of other networks
        return values


def _kind(architecture: str) -> ArchitectureKind:
    try:
        return ARCHITECTURES[architecture]
    except KeyError:
        raise PlanInvalid(f"There is no architecture '{architecture}'; there is: {', '.join(ARCHITECTURES)}.") from None


def plan_from_name(name: str, target: Optional[str] = None, classes: Optional[int] = None, bands: int = 3) -> NetworkPlan:
    """Return the plan of a short name such as ``siamese_unet:resnet18:concat``; the part after ``@`` is ignored.

    :param target: one of the targets above; ``None`` is the architecture's default.
    :param classes: kinds of change, for the target ``classes``.

    :raises PlanInvalid:
    """
    architecture, *rest = name.partition("@")[0].strip().split(":")
    kind = _kind(architecture)
    if "@" in name and not kind.encoders:
        raise PlanInvalid(f"{architecture} has no encoder that pretrained weights could fill.")
    parts: dict[str, str] = {}
    for part in rest:
        for what, allowed in (("encoder", kind.encoders), ("fusion", kind.fusions), ("attention", kind.attentions)):
            if part in allowed and what not in parts:
                parts[what] = part
                break
        else:
            choice = ", ".join([*kind.encoders, *kind.fusions, *kind.attentions]) or "nothing"
            raise PlanInvalid(f"'{part}' in '{name}' does not fit: after '{architecture}:' there may stand {choice}.")
    chosen = target if target is not None else kind.targets[0]
    return NetworkPlan(
        architecture,
        parts.get("encoder", kind.encoders[0] if kind.encoders else None),
        parts.get("fusion", kind.fusions[0] if kind.fusions else None),
        parts.get("attention", kind.attentions[0] if kind.attentions else None),
        chosen,
        classes if classes is not None else {TARGET_STATES: 2, TARGET_LAND_COVER: 2}.get(chosen, 1),
        bands,
        kind.widths,
    )


def radar_plan(architecture: str, polarisations: int, elevation: bool, conditions: int) -> NetworkPlan:
    """Return the plan of a radar network.

    :param polarisations: that are given and predicted.
    :param elevation: whether it is given the elevation, too.
    :param conditions: columns of the table of conditions.
    """
    kind = _kind(architecture)
    return NetworkPlan(
        architecture,
        target=TARGET_BACKSCATTER,
        classes=polarisations,
        bands=polarisations + int(elevation),
        widths=kind.widths,
        conditions=conditions,
    )


def check_labelled(plan: NetworkPlan) -> None:
    """Check that a network is trained with labels.

    :raises PlanInvalid: it predicts radar images.
    """
    if plan.task == SAR_PREDICTION:
        raise PlanInvalid(f"{plan.architecture} predicts radar images and learns without labels: use 'Train radar prediction'.")


def is_network_name(text: str) -> bool:
    """Return whether a text begins with the name of an architecture, rather than being a model's id or a path."""
    return text.partition("@")[0].strip().split(":")[0] in ARCHITECTURES


def weights_of_name(text: str) -> Optional[str]:
    """Return the file of pretrained weights after the ``@`` of a short name; ``None`` = none is named."""
    return text.partition("@")[2].strip() or None


def encoders_of(architecture: str) -> tuple[str, ...]:
    """Return the encoders that an architecture can have, its default first; none for one without an encoder."""
    return _kind(architecture).encoders


def plan_from_document(document: Mapping[str, Any]) -> NetworkPlan:
    """Read the plan from what :meth:`NetworkPlan.document` returned.

    :raises PlanInvalid:
    """
    names = {field.name for field in fields(NetworkPlan)}
    if not isinstance(document, Mapping) or set(document) - names or "architecture" not in document:
        raise PlanInvalid("This is no description of a network, or a newer version wrote it.")
    values = dict(document)
    widths = values.get("widths", ())
    whole = [values.get("classes", 1), values.get("bands", 3), values.get("conditions", 0)]
    if not isinstance(widths, (list, tuple)) or not all(type(value) is int for value in [*whole, *widths]):
        raise PlanInvalid("The description of the network holds something else than whole numbers.")
    if type(values.get("smoothing", 0)) not in (int, float):
        raise PlanInvalid("The description of the network holds a smoothing that is no number.")
    values["widths"] = tuple(widths)
    return NetworkPlan(**values)
