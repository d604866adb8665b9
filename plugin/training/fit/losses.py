"""Losses of networks; unlabelled pixels never count.

Labels are N x H x W uint8. The meaning of a code depends on the target of the network
(:mod:`...rules.network_plan`):

=====================  ==================  ==========================================  =====================
code                   ``change``          ``building_states``                         ``classes``
=====================  ==================  ==========================================  =====================
0                      not changed         no building on either date                  not changed
1, 2                   changed             new building, demolished building           class 1, class 2
3                      not changed         building on both dates                      class 3
up to K                does not count      does not count                              class of that number
253                    changed             new or demolished                           any of the classes
254                    not changed         no building, or one on both dates           not changed
255, all others        does not count      does not count                              does not count
=====================  ==================  ==========================================  =====================

Where a label allows several outcomes, the likelihood is that of any of them. The codes of the target ``land_cover`` are the
classes, 0 to K - 1; all others do not count.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from ...rules.label_codes import CHANGED_UNKNOWN, UNCHANGED_UNKNOWN
from ...rules.loss_terms import CONTRASTIVE, CROSS_ENTROPY, DICE, FOCAL, LossInvalid, LossTerm, parse_loss
from ...rules.network_plan import ARCHITECTURES, TARGET_CHANGE, TARGET_LAND_COVER, TARGET_STATES, NetworkPlan
from ..networks.stanet import logit_distance

FOCUS = 2.0  # gamma of Lin et al., "Focal loss for dense object detection", ICCV 2017
MARGIN = 2.0

Loss = Callable[[Tensor, Tensor], Tensor]


class LabelledBatch(NamedTuple):
    """Logits and labels, brought to one form for all losses."""

    log_p: Tensor
    """N x J x H x W float: log probabilities of J outcomes, J at least 2; outcome 0 is no change."""
    allowed: Tensor
    """N x J x H x W bool: the outcomes that the label allows; all where it does not count."""
    counted: Tensor
    """N x H x W float: 1 where the label counts."""


def allowed_outcomes(target: str, classes: int) -> Tensor:
    """256 x J bool: the outcomes that each code allows; none = it does not count. See the module's table."""
    outcomes: dict[int, tuple[int, ...]]
    if target == TARGET_CHANGE:
        outcomes = {0: (0,), 1: (1,), 2: (1,), 3: (0,), CHANGED_UNKNOWN: (1,), UNCHANGED_UNKNOWN: (0,)}
        count = 2
    elif target == TARGET_STATES:
        outcomes = {0: (0,), 1: (1,), 2: (2,), 3: (3,), CHANGED_UNKNOWN: (1, 2), UNCHANGED_UNKNOWN: (0, 3)}
        count = 4
    elif target == TARGET_LAND_COVER:
        count = classes
        outcomes = {code: (code,) for code in range(count)}
    else:
        count = classes + 1
        outcomes = {code: (code,) for code in range(count)}
        outcomes |= {CHANGED_UNKNOWN: tuple(range(1, count)), UNCHANGED_UNKNOWN: (0,)}
    table = torch.zeros(256, count, dtype=torch.bool)
    for code, which in outcomes.items():
        table[code, list(which)] = True
    return table


def change_outcomes(target: str, classes: int) -> tuple[int, ...]:
    """Return the outcomes that overlap losses look at: those that are change, or all classes of land cover."""
    if target == TARGET_LAND_COVER:
        return tuple(range(classes))
    return {TARGET_CHANGE: (1,), TARGET_STATES: (1, 2)}.get(target, tuple(range(1, classes + 1)))


def labelled_batch(logits: Tensor, labels: Tensor, table: Tensor) -> LabelledBatch:
    """Bring N x outputs x H x W logits and N x H x W uint8 labels into one form; ``table`` as of :func:`allowed_outcomes`."""
    if logits.shape[1] == 1:
        log_p = torch.cat((functional.logsigmoid(-logits), functional.logsigmoid(logits)), 1)
    else:
        log_p = functional.log_softmax(logits, 1)
    allowed = table.to(labels.device)[labels.long()].permute(0, 3, 1, 2)
    counted = allowed.any(1)
    return LabelledBatch(log_p, allowed | ~counted[:, None], counted.float())


def log_likelihood(batch: LabelledBatch) -> Tensor:
    """Return the log-probability of the outcomes that the label allows, N x H x W float; 0 where it does not count."""
    return torch.logsumexp(batch.log_p.masked_fill(~batch.allowed, -torch.inf), 1)


def cross_entropy(batch: LabelledBatch) -> Tensor:
    """Mean of the negative log likelihood over the pixels that count (binary cross-entropy, if there are two outcomes)."""
    return _mean(-log_likelihood(batch), batch.counted)


def focal(batch: LabelledBatch, focus: float = FOCUS) -> Tensor:
    """Return the cross-entropy weighted by (1 - p)^``focus``, p = probability of the true outcome (Lin et al., ICCV 2017)."""
    likelihood = log_likelihood(batch)
    # Rounding may take a logarithm above 0, and a power of a negative number is none.
    wrong = (-torch.expm1(likelihood)).clamp(min=0)
    return _mean(-(wrong**focus) * likelihood, batch.counted)


def soft_dice(probability: Tensor, target: Tensor, counted: Tensor) -> Tensor:
    """1 - Dice of a probability and a 0/1 target, pooled over all counted pixels (Milletari et al., 3DV 2016).

    All three N x H x W float; ``counted`` is 1 where the pixel counts. Scalar result.
    """
    overlap = (probability * target * counted).sum()
    total = ((probability + target) * counted).sum()
    return 1 - (2 * overlap + 1) / (total + 1)


def soft_iou(probability: Tensor, target: Tensor, counted: Tensor) -> Tensor:
    """1 - intersection over union, shapes and pooling as in :func:`soft_dice` (Rahman and Wang, ISVC 2016)."""
    overlap = (probability * target * counted).sum()
    union = ((probability + target) * counted).sum() - overlap
    return 1 - (overlap + 1) / (union + 1)


def mean_overlap(batch: LabelledBatch, changes: tuple[int, ...], overlap: Callable[[Tensor, Tensor, Tensor], Tensor]) -> Tensor:
    """``overlap`` (:func:`soft_dice` or :func:`soft_iou`) of each kind of change, averaged.

    A pixel of which it is not known whether it is of a kind does not count for that kind; where such
    pixels occur, change of any kind is one more kind.
    """
    groups: list[tuple[int, ...]] = [(outcome,) for outcome in changes]
    if len(changes) > 1 and bool((batch.allowed[:, list(changes)].sum(1) == len(changes)).logical_and(batch.counted > 0).any()):
        groups.append(changes)
    losses = []
    for group in groups:
        inside = batch.allowed[:, list(group)].any(1)
        outside = batch.allowed[:, [one for one in range(batch.allowed.shape[1]) if one not in group]].any(1)
        certain = batch.counted * (inside != outside)
        probability = batch.log_p[:, list(group)].exp().sum(1)
        losses.append(overlap(probability, inside.float(), certain))
    return torch.stack(losses).mean()


def contrastive(distance: Tensor, changed: Tensor, counted: Tensor, margin: float = MARGIN) -> Tensor:
    """Batch-balanced contrastive loss (Chen and Shi, Remote Sensing 12(10), 2020, equation 8).

    Half the mean of distance^2 over unchanged pixels + half the mean of max(0, ``margin`` - distance)^2 over
    changed ones: both weigh the same, however rare change is. All three N x H x W float. Scalar result.
    """
    unchanged = (1 - changed) * counted
    changed = changed * counted
    near = _mean(distance**2, unchanged)
    far = _mean((margin - distance).clamp(min=0) ** 2, changed)
    return (near + far) / 2


def squared_error(predicted: Tensor, target: Tensor) -> Tensor:
    """Mean of the squared difference of continuous values, both N x K x H x W float; NaN in the target does not count."""
    known = torch.isfinite(target)
    return _mean((predicted - torch.where(known, target, 0.0)) ** 2, known.float())


def plan_loss(plan: NetworkPlan, terms: tuple[LossTerm, ...]) -> Loss:
    """Return the weighted sum of losses for a network: of logits (N x outputs x H x W) and labels (N x H x W uint8), a scalar.

    :raises LossInvalid: the contrastive loss of a network that gives no distance.
    """
    if not ARCHITECTURES[plan.architecture].measures_distance and any(term.name == CONTRASTIVE for term in terms):
        raise LossInvalid(f"The contrastive loss needs a network that measures a distance (stanet), not {plan.architecture}.")
    return _weighted(terms, plan.target, plan.classes)


def default_loss(plan: NetworkPlan) -> tuple[LossTerm, ...]:
    """Return the default loss of an architecture."""
    return parse_loss(ARCHITECTURES[plan.architecture].loss)


def _weighted(terms: tuple[LossTerm, ...], target: str, classes: int) -> Loss:
    table, changes = allowed_outcomes(target, classes), change_outcomes(target, classes)

    def loss(logits: Tensor, labels: Tensor) -> Tensor:
        batch = labelled_batch(logits, labels, table)
        total = logits.new_zeros(())
        for term in terms:
            if term.name == CROSS_ENTROPY:
                value = cross_entropy(batch)
            elif term.name == FOCAL:
                value = focal(batch)
            elif term.name == CONTRASTIVE:
                changed = batch.allowed[:, 1] & (batch.counted > 0)
                value = contrastive(logit_distance(logits[:, 0]), changed.float(), batch.counted)
            else:
                value = mean_overlap(batch, changes, soft_dice if term.name == DICE else soft_iou)
            total = total + term.weight * value
        return total

    return loss


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    return (values * weights).sum() / weights.sum().clamp(min=1)
