"""Which network: architecture, encoder, fusion, attention, outputs and bands, as one value with a name.

A plan's short name is what recipes and the tool Train model call an architecture:
``siamese_unet``, ``siamese_unet:resnet18``, ``early_fusion_unet:mobilenet_v2:concat``,
``stanet:resnet34:bam``. After the architecture the parts may come in any order; what is left out is
the architecture's default. A file of pretrained weights for the encoder may follow:
``siamese_unet:resnet18@/data/resnet18-f37072fd.pth``. The whole plan travels inside the ONNX file, so
that the network can be built anew for fine-tuning.

Standard library only: QGIS's side lists and checks names without PyTorch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Optional

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
CONCAT, DIFFERENCE, BOTH = FUSIONS = ("concat", "difference", "both")
PAM, BAM = ATTENTIONS = ("pam", "bam")

TARGET_CHANGE = "change"
"""One output: whether a pixel changed."""
TARGET_STATES = "building_states"
"""Four outputs: no building, new, demolished, standing building. Construction and demolition are told apart."""
TARGET_CLASSES = "classes"
"""K + 1 outputs: no change, and K kinds of change."""
TARGETS = (TARGET_CHANGE, TARGET_STATES, TARGET_CLASSES)

MOST_BANDS = 64
MOST_CLASSES = 64
LIGHT_WIDTHS = (32, 48, 64, 96)


@dataclass(frozen=True)
class _Kind:
    """What an architecture may be built of; an empty tuple = it has no such part. The first value is the default."""

    layout: str
    stride: int
    encoders: tuple[str, ...] = ()
    fusions: tuple[str, ...] = ()
    attentions: tuple[str, ...] = ()
    targets: tuple[str, ...] = TARGETS
    widths: tuple[int, ...] = ()


_KINDS = {
    "early_fusion_fcn": _Kind("early_fusion", 4, targets=(TARGET_CHANGE, TARGET_CLASSES, TARGET_STATES)),
    "early_fusion_unet": _Kind(
        "early_fusion", 16, ENCODERS, (BOTH, CONCAT, DIFFERENCE), targets=(TARGET_STATES, *TARGETS), widths=LIGHT_WIDTHS
    ),
    "siamese_unet": _Kind(
        "siamese", 16, ENCODERS, (BOTH, CONCAT, DIFFERENCE), targets=(TARGET_STATES, *TARGETS), widths=LIGHT_WIDTHS
    ),
    "fusion_unet": _Kind("siamese", 16, RESNETS[::-1], (CONCAT, DIFFERENCE, BOTH)),
    "stanet": _Kind("siamese", 32, RESNETS, attentions=ATTENTIONS, targets=(TARGET_CHANGE,)),
}
ARCHITECTURES = tuple(_KINDS)


class PlanInvalid(ValueError):
    """A name or a plan that describes no network that can be built."""


@dataclass(frozen=True)
class NetworkPlan:
    """Everything that decides a network's layers; equal plans have equal layers.

    Raises :class:`PlanInvalid` if the parts do not fit together.
    """

    architecture: str
    encoder: Optional[str] = None
    fusion: Optional[str] = None
    attention: Optional[str] = None
    target: str = TARGET_CHANGE
    classes: int = 1
    """Kinds of change: 1 for ``change``, 2 for ``building_states``, any number for ``classes``."""
    bands: int = 3
    """Of one date."""
    widths: tuple[int, ...] = ()
    """Channels of the decoder's maps, finest first, where the architecture leaves them open."""

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
        if self.classes != fixed or not 1 <= self.classes <= MOST_CLASSES:
            raise PlanInvalid(f"A network with the target '{self.target}' cannot have {self.classes} classes of change.")
        if self.target == TARGET_STATES and self.fusion == DIFFERENCE:
            raise PlanInvalid(
                "The absolute difference of two dates does not say which one came first: "
                "construction and demolition need the fusion 'concat' or 'both'."
            )
        if len(self.widths) != len(kind.widths) or any(width < 1 for width in self.widths):
            raise PlanInvalid(f"{self.architecture} needs {len(kind.widths)} positive widths, not {self.widths}.")

    @property
    def layout(self) -> str:
        """``early_fusion`` or ``siamese``, as in the model file."""
        return _KINDS[self.architecture].layout

    @property
    def stride(self) -> int:
        """Sides of the input are multiples of this."""
        return _KINDS[self.architecture].stride

    @property
    def outputs(self) -> int:
        """Channels of the logits."""
        return {TARGET_CHANGE: 1, TARGET_STATES: 4}.get(self.target, self.classes + 1)

    @property
    def directions(self) -> bool:
        """Whether construction and demolition are told apart."""
        return self.target == TARGET_STATES

    @property
    def no_change_channel(self) -> bool:
        """Whether the exported probability begins with a channel "no change"."""
        return self.target != TARGET_CHANGE

    @property
    def name(self) -> str:
        """The name in full, for reports: all parts, no defaults left out."""
        return ":".join(part for part in (self.architecture, self.encoder, self.fusion, self.attention) if part)

    def document(self) -> dict[str, Any]:
        """The plan as it stands in JSON."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


def _kind(architecture: str) -> _Kind:
    try:
        return _KINDS[architecture]
    except KeyError:
        raise PlanInvalid(f"There is no architecture '{architecture}'; there is: {', '.join(ARCHITECTURES)}.") from None


def plan_from_name(name: str, target: Optional[str] = None, classes: Optional[int] = None, bands: int = 3) -> NetworkPlan:
    """The plan of a short name such as ``siamese_unet:resnet18:concat``; what follows an ``@`` is :func:`weights_of_name`'s.

    :param target: one of :data:`TARGETS`; ``None`` is the architecture's default.
    :param classes: kinds of change, for the target ``classes``.

    Raises :class:`PlanInvalid`.
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
    aim = target if target is not None else kind.targets[0]
    return NetworkPlan(
        architecture,
        parts.get("encoder", kind.encoders[0] if kind.encoders else None),
        parts.get("fusion", kind.fusions[0] if kind.fusions else None),
        parts.get("attention", kind.attentions[0] if kind.attentions else None),
        aim,
        classes if classes is not None else 2 if aim == TARGET_STATES else 1,
        bands,
        kind.widths,
    )


def is_network_name(text: str) -> bool:
    """Whether a text begins as the name of an architecture does, right or wrong, rather than as a model's id or a path."""
    return text.partition("@")[0].strip().split(":")[0] in _KINDS


def weights_of_name(text: str) -> Optional[str]:
    """The file of pretrained weights after the ``@`` of a short name; ``None`` = none is named."""
    return text.partition("@")[2].strip() or None


def encoders_of(architecture: str) -> tuple[str, ...]:
    """The encoders that an architecture can have, its default first; none for one without an encoder."""
    return _kind(architecture).encoders


def fusions_of(architecture: str) -> tuple[str, ...]:
    """The fusions that an architecture can have, its default first."""
    return _kind(architecture).fusions


def attentions_of(architecture: str) -> tuple[str, ...]:
    """The attentions that an architecture can have, its default first."""
    return _kind(architecture).attentions


def plan_from_document(document: Mapping[str, Any]) -> NetworkPlan:
    """The plan that :meth:`NetworkPlan.document` wrote. Raises :class:`PlanInvalid`."""
    names = {field.name for field in fields(NetworkPlan)}
    if not isinstance(document, Mapping) or set(document) - names or "architecture" not in document:
        raise PlanInvalid("This is no description of a network, or a newer version wrote it.")
    values = dict(document)
    widths = values.get("widths", ())
    whole = [values.get("classes", 1), values.get("bands", 3)]
    if not isinstance(widths, (list, tuple)) or not all(type(value) is int for value in [*whole, *widths]):
        raise PlanInvalid("The description of the network holds something else than whole numbers.")
    values["widths"] = tuple(widths)
    return NetworkPlan(**values)
