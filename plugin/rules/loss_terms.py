"""Losses by name and weight, as recipes and settings write them: ``.7 bce + .3 iou``.

Standard library only: QGIS's side checks what a user wrote without PyTorch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

CROSS_ENTROPY, DICE, IOU, FOCAL, CONTRASTIVE = NAMES = ("bce", "dice", "iou", "focal", "contrastive")
_ALIASES = {"ce": CROSS_ENTROPY, "cross_entropy": CROSS_ENTROPY, "soft_iou": IOU, "jaccard": IOU}


class LossInvalid(ValueError):
    """A text that names no loss."""


@dataclass(frozen=True)
class LossTerm:
    """One loss and its weight in the sum."""

    weight: float
    name: str


def parse_loss(text: str) -> tuple[LossTerm, ...]:
    """Return the terms of a text such as ``bce + .5 dice``; a term without a number has the weight 1.

    :raises LossInvalid:
    """
    terms: list[LossTerm] = []
    for part in text.split("+"):
        words = part.replace("*", " ").split()
        try:
            weight = float(words[0]) if len(words) == 2 else 1.0
        except ValueError:
            weight = math.nan
        name = words[-1].lower() if words else ""
        name = _ALIASES.get(name, name)
        if len(words) not in (1, 2) or name not in NAMES or not (math.isfinite(weight) and weight > 0):
            raise LossInvalid(
                f"'{part.strip()}' in '{text}' is no loss: write a positive weight and one of {', '.join(NAMES)}, "
                "joined by '+', such as '.7 bce + .3 iou'."
            )
        if any(term.name == name for term in terms):
            raise LossInvalid(f"'{text}' names the loss '{name}' twice.")
        terms.append(LossTerm(weight, name))
    return tuple(terms)


def loss_text(terms: tuple[LossTerm, ...]) -> str:
    """Return the text of :func:`parse_loss`, in one way of writing."""
    return " + ".join(f"{term.weight:g} {term.name}" for term in terms)
