"""The joint decision on the classes of two dates, and the prior of their transitions.

A network gives the posterior probability of each class on each date alone. Two arg-maxima turn every error of either date
into a change. Compound classification (Bruzzone & Serpico, "An iterative technique for the detection of land-cover
transitions in multitemporal remote-sensing images", IEEE TGRS 35(4), 1997) takes the pair of classes that is likeliest given
both dates::

    P(i, j | both) ~ p_before(i) p_after(j) P(i, j) / (P(i) P(j))

with the joint prior P(i, j) estimated from the pair itself by expectation-maximisation; here its influence is bounded.

Neighbours help where a network is unsure: Bruzzone & Prieto ("Automatic analysis of the difference image for unsupervised
change detection", IEEE TGRS 38(3), 2000) model them by a Markov random field. Here the evidence of change, the logarithm of
the odds of the likeliest transition against no change, is averaged with Gaussian weights over the neighbours, which needs no
iterations over the whole map. Which classes a pixel has is decided by the probabilities of each date, pooled over a window
by their geometric mean (Genest & Zidek, "Combining probability distributions", Statistical Science 1(1), 1986). Averaging the
evidence of both dates leaves a third to a half fewer false changes at equal recall; pooling each date alone leaves few fewer,
because the errors of a network are larger than a window.

Another light or season makes a network favour some classes on one of the dates. :func:`matched_shares` corrects that as
Saerens, Latinne & Decaestecker ("Adjusting the outputs of a classifier to new a priori probabilities", Neural Computation
14(1), 2002) correct a classifier for other priors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ...jobs.from_to_change import STABILITY

_ITERATIONS = 200
_SETTLED = 1e-5  # sum of the changes of the prior from one iteration to the next
_FLOOR = 1e-9
_MATCHING_STEPS, _MOST_FACTOR = 30, 2.0
_LEAST_PROBABILITY = 1e-3  # of a class in a pool: one pixel must not rule out what its neighbours show
STAY_WEIGHT = STABILITY  # of no change, where a transition of its class by chance has 1
_MOST_EVIDENCE = 6.0  # of a pixel, the logarithm of its odds of change: one sure pixel must not outvote its neighbours
_WINDOW = 3  # standard deviations of the weights of neighbours
_WEAKEST = 0.5  # weight of a transition that the pair hardly shows


@dataclass(frozen=True)
class Decision:
    """The likeliest pair of classes of each pixel.

    :param before, after: uint8 (...), index of the class on each date.
    :param confidence: float32, posterior probability of that pair.
    :param stay: uint8, the likeliest class of a pixel that did not change.
    """

    before: NDArray[np.uint8]
    after: NDArray[np.uint8]
    confidence: NDArray[np.float32]
    stay: NDArray[np.uint8]


def uniform_weights(count: int, stability: float = STAY_WEIGHT) -> NDArray[np.float64]:
    """Weights (classes, classes) of transitions that are all alike likely, no change a little more than each of them."""
    weights = np.ones((count, count))
    np.fill_diagonal(weights, stability)
    return weights


def estimated_weights(
    prior: NDArray[np.float64],
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    stability: float = STAY_WEIGHT,
    found: Optional[NDArray[np.float64]] = None,
) -> NDArray[np.float64]:
    """Weights (classes, classes) of transitions by their prior, relative to what chance would give.

    Transitions that are rarer than the mean get a smaller weight, down to a half, and none gets more than by chance. The full
    prior would be too strong: the probabilities of networks are rarely so well calibrated that a change of one per cent of
    the ground would outlast it.

    :param prior: of :func:`estimate_prior`.
    :param before, after: share of each class on each date.
    :param found: share of each pair of likeliest classes; a transition that is frequent there keeps its weight, too, because
        the prior of probabilities that are less sure than they could be may miss it. ``None`` = not known.
    """
    chance: NDArray[np.float64] = np.outer(before, after).astype(np.float64)
    weights = _relative(prior, chance)
    if found is not None:
        weights = np.maximum(weights, _relative(found, chance))
    weights = np.clip(weights, _WEAKEST, 1.0)
    np.fill_diagonal(weights, stability)
    return np.asarray(weights)


def _relative(shares: NDArray[np.float64], chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """How frequent transitions are (classes, classes), by chance, relative to their mean."""
    off = ~np.eye(len(shares), dtype=bool)
    lift = np.where(chance > _FLOOR, shares / np.maximum(chance, _FLOOR), 0.0)
    mean = float((lift * chance)[off].sum()) / max(float(chance[off].sum()), _FLOOR)
    return np.asarray(lift / max(mean, _FLOOR))


def likeliest_pairs(before: NDArray[np.float32], after: NDArray[np.float32]) -> NDArray[np.float64]:
    """Share of each pair of likeliest classes (classes, classes).

    :param before, after: (pixels, classes).
    """
    count = before.shape[1]
    pairs = before.argmax(axis=1) * count + after.argmax(axis=1)
    return np.bincount(pairs, minlength=count * count).reshape(count, count) / max(len(pairs), 1)


def estimate_prior(before: NDArray[np.float32], after: NDArray[np.float32]) -> tuple[NDArray[np.float64], int]:
    """Estimate the joint prior P(i, j) of the classes of both dates from a sample of pixels.

    At least a quarter of the pixels whose likeliest classes differ are taken to have changed: else probabilities that are
    less sure than they could be are best explained by no change at all.

    :param before, after: (pixels, classes), each row sums to 1.
    :return: prior (classes, classes), which sums to 1; number of iterations.
    """
    pixels, count = before.shape
    off = ~np.eye(count, dtype=bool)
    marginal = np.outer(before.mean(axis=0, dtype=np.float64), after.mean(axis=0, dtype=np.float64))
    known = marginal > _FLOOR
    inverse = np.where(known, 1 / np.maximum(marginal, _FLOOR), 0.0)
    least = float((before.argmax(axis=1) != after.argmax(axis=1)).mean()) / 4
    # The start favours no change, as any pair of dates does; expectation-maximisation corrects it.
    prior = np.where(known, marginal, 0.0)
    prior[~off] *= max(count - 1, 1)
    prior /= prior.sum()
    # A pixel in all is spread over all transitions, so that none is ever ruled out.
    spread = known / max(int(known.sum()), 1) / (pixels + 1)
    iterations, moved = 0, np.inf
    while moved > _SETTLED and iterations < _ITERATIONS:
        iterations += 1
        weights = (prior * inverse).astype(np.float32)
        scale = np.einsum("ij,ij->i", before @ weights, after)
        shared = weights * (before.T @ (after / np.maximum(scale, _FLOOR)[:, None])) / pixels
        new = shared.astype(np.float64) * (pixels / (pixels + 1)) + spread
        new /= new.sum()
        change = float(new[off].sum())
        if _FLOOR < change < least:
            new[off] *= least / change
            new[~off] *= (1 - least) / (1 - change)
        moved = float(np.abs(new - prior).sum())
        prior = new
    return prior, iterations


@dataclass(frozen=True)
class _Candidates:
    """The likeliest transition and the likeliest class without change, each array (...) of pixels.

    :param before, after: classes of the transition. ``stay``: class without change.
    :param change, unchanged: weighted probability of either. ``changes``, ``all_unchanged``: sums over all of their kind.
    """

    before: NDArray[np.uint8]
    after: NDArray[np.uint8]
    stay: NDArray[np.uint8]
    change: NDArray[np.float32]
    unchanged: NDArray[np.float32]
    changes: NDArray[np.float32]
    all_unchanged: NDArray[np.float32]


def _candidates(before: NDArray[np.float32], after: NDArray[np.float32], weights: NDArray[np.float64]) -> _Candidates:
    """Find the likeliest transition, and the likeliest class without change."""
    count, shape = before.shape[0], before.shape[1:]
    table = weights.astype(np.float32).reshape(count, count, *[1] * len(shape))
    change, unchanged = np.full(shape, -1, np.float32), np.full(shape, -1, np.float32)
    one, other, stay = (np.zeros(shape, np.uint8) for _ in range(3))
    changes, all_unchanged = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for index in range(count):
        scores = before[index] * (table[index] * after)
        same = scores[index].copy()
        all_unchanged += same
        likelier = same > unchanged
        np.copyto(unchanged, same, where=likelier)
        np.copyto(stay, np.uint8(index), where=likelier)
        scores[index] = 0
        changes += scores.sum(axis=0)
        scores[index] = -1
        target = scores.argmax(axis=0)
        score = np.take_along_axis(scores, target[None], axis=0)[0]
        likelier = score > change
        np.copyto(change, score, where=likelier)
        np.copyto(one, np.uint8(index), where=likelier)
        np.copyto(other, target.astype(np.uint8), where=likelier)
    # Where no class is shared there is none to stay in: the pixel keeps its class before.
    stay = np.where(unchanged > 0, stay, before.argmax(axis=0).astype(np.uint8))
    return _Candidates(one, other, stay, change, unchanged, changes, all_unchanged)


def decide(before: NDArray[np.float32], after: NDArray[np.float32], weights: NDArray[np.float64]) -> Decision:
    """Decide on the pair of classes of each pixel by itself.

    :param before, after: (classes, ...), probabilities of each date.
    :param weights: (classes, classes) of transitions.
    """
    found = _candidates(before, after, weights)
    total = found.changes + found.all_unchanged
    confidence = np.maximum(found.change, found.unchanged) / np.maximum(total, _FLOOR)
    return _decision(found, found.change > found.unchanged, confidence)


def decide_in_context(
    before: NDArray[np.float32],
    after: NDArray[np.float32],
    known: NDArray[np.bool_],
    weights: NDArray[np.float64],
    reach: int,
    soft: tuple[bool, bool] = (True, True),
) -> Decision:
    """Decide on the pair of classes of each pixel with its neighbours.

    The confidence is the probability of the pair where the odds of change are those that the neighbours give.

    :param before, after: (classes, height, width), probabilities of each date.
    :param known: (height, width); other pixels take no part.
    :param reach: standard deviation in pixels of the weights of the neighbours; 0 = each pixel by itself.
        :func:`context_pixels` is how far it sees.
    :param soft: which of the dates have probabilities; maps of classes are not pooled.
    """
    if reach < 1:
        return decide(before, after, weights)
    own = _candidates(before, after, weights)
    evidence = np.log(np.maximum(own.change, _FLOOR)) - np.log(np.maximum(own.unchanged, _FLOOR))
    evidence = _averaged(np.clip(evidence, -_MOST_EVIDENCE, _MOST_EVIDENCE), known, reach)
    odds = np.exp(evidence)
    # Probabilities of all transitions and of all classes without change, in units of the likeliest of their kind.
    changes = np.where(own.change > 0, own.changes / np.maximum(own.change, _FLOOR), 1)
    unchanged = np.where(own.unchanged > 0, own.all_unchanged / np.maximum(own.unchanged, _FLOOR), 1)
    confidence = np.maximum(odds, 1) / (changes * odds + unchanged)
    pools = [pooled(date, known, reach) if is_soft else date for date, is_soft in zip((before, after), soft)]
    return _decision(_candidates(pools[0], pools[1], weights), evidence > 0, confidence)


def context_pixels(reach: int) -> int:
    """Pixels around a window that :func:`decide_in_context` needs to be exact in it."""
    return _WINDOW * reach


def _averaged(values: NDArray[np.float32], known: NDArray[np.bool_], reach: int) -> NDArray[np.float32]:
    """Average the known values (height, width) with Gaussian weights."""

    def filtered(array: NDArray[np.float32]) -> NDArray[np.float32]:
        result: NDArray[np.float32] = ndimage.gaussian_filter(array, reach, mode="constant", truncate=_WINDOW)
        return result

    total = filtered(np.where(known, values, np.float32(0)))
    return total / np.maximum(filtered(known.astype(np.float32)), np.float32(_FLOOR))


def _decision(found: _Candidates, changed: NDArray[np.bool_], confidence: NDArray[Any]) -> Decision:
    one, other = np.where(changed, found.before, found.stay), np.where(changed, found.after, found.stay)
    return Decision(one, other, np.clip(confidence, 0, 1).astype(np.float32), found.stay)


def matched_shares(before: NDArray[np.float32], after: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Find the factors of the classes' probabilities that bring their mean shares on both dates together.

    Each share moves towards the geometric mean of both dates. No factor is beyond a half or two, so that only uncertain pixels
    are decided otherwise: a change of large parts of the ground stays.

    :param before, after: (pixels, classes), each row sums to 1.
    :return: factors of each date (classes,).
    """
    samples = before.astype(np.float64), after.astype(np.float64)
    factors = [np.ones(before.shape[1]), np.ones(before.shape[1])]
    for _ in range(_MATCHING_STEPS):
        shares = [weighted(sample, factor, 1).mean(axis=0) for sample, factor in zip(samples, factors)]
        common = np.sqrt(shares[0] * shares[1])
        common /= max(float(common.sum()), _FLOOR)
        factors = [
            np.clip(factor * np.maximum(common, _FLOOR) / np.maximum(share, _FLOOR), 1 / _MOST_FACTOR, _MOST_FACTOR)
            for factor, share in zip(factors, shares)
        ]
    return factors[0], factors[1]


def weighted(probabilities: NDArray[Any], factors: NDArray[np.float64], axis: int) -> NDArray[Any]:
    """Multiply the probabilities of the classes by factors; they sum to 1 again.

    :param axis: of the classes.
    """
    shape = [1] * probabilities.ndim
    shape[axis] = -1
    out = probabilities * factors.astype(probabilities.dtype).reshape(shape)
    total = out.sum(axis=axis, keepdims=True)
    result: NDArray[Any] = out / np.where(total > 0, total, 1).astype(probabilities.dtype)
    return result


def pooled(probabilities: NDArray[np.float32], known: NDArray[np.bool_], reach: int) -> NDArray[np.float32]:
    """Pool probabilities over a window by their geometric mean.

    :param probabilities: (classes, height, width).
    :param known: (height, width); other pixels take no part.
    :param reach: pixels from the middle of the window to its sides; 0 = nothing is pooled.
    """
    if reach < 1:
        return probabilities
    side = 2 * reach + 1
    share = ndimage.uniform_filter(known.astype(np.float32), side, mode="constant")
    np.maximum(share, np.float32(_FLOOR), out=share)
    out = np.empty_like(probabilities)
    for values, target in zip(probabilities, out):
        logarithm = np.where(known, np.log(np.maximum(values, np.float32(_LEAST_PROBABILITY))), np.float32(0))
        np.divide(ndimage.uniform_filter(logarithm, side, mode="constant"), share, out=target)
    out -= out.max(axis=0)
    np.exp(out, out=out)
    out /= out.sum(axis=0)
    return out


def decide_classes(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> Decision:
    """The decision where both dates are maps of classes: what they show, with nothing known of its confidence."""
    return Decision(before, after, np.ones(before.shape, np.float32), before)


def one_hot(classes: NDArray[np.uint8], count: int) -> NDArray[np.float32]:
    """Probabilities (classes, ...) of a map of classes: 1 for the class of each pixel."""
    return (classes[None] == np.arange(count, dtype=np.uint8).reshape(-1, *[1] * classes.ndim)).astype(np.float32)
