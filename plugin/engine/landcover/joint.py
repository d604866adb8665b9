"""The joint decision on the classes of two dates, and the prior of their transitions.

A network gives the posterior probability of each class on each date alone. Two arg-maxima turn every error of either date
into a change. Compound classification (Bruzzone & Serpico, "An iterative technique for the detection of land-cover
transitions in multitemporal remote-sensing images", IEEE TGRS 35(4), 1997) takes the pair of classes that is likeliest given
both dates::

    P(i, j | both) ~ p_before(i) p_after(j) P(i, j) / (P(i) P(j))

with the joint prior P(i, j) estimated from the pair itself by expectation-maximisation; here its influence is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ITERATIONS = 200
_SETTLED = 1e-5  # sum of the changes of the prior from one iteration to the next
_FLOOR = 1e-9
STAY_WEIGHT = 1.5  # of no change, where a transition of its class by chance has 1
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

    def shaped(self, shape: tuple[int, ...]) -> Decision:
        """The same decision in arrays of another shape."""
        one, other, stay = (item.reshape(shape) for item in (self.before, self.after, self.stay))
        return Decision(one, other, self.confidence.reshape(shape), stay)


def uniform_weights(count: int) -> NDArray[np.float64]:
    """Weights (classes, classes) of transitions that are all alike likely, no change a little more than each of them."""
    weights = np.ones((count, count))
    np.fill_diagonal(weights, STAY_WEIGHT)
    return weights


def estimated_weights(
    prior: NDArray[np.float64], before: NDArray[np.float64], after: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weights (classes, classes) of transitions by their prior, relative to what chance would give.

    Transitions that are rarer than the mean get a smaller weight, down to a half, and none gets more than by chance. The full
    prior would be too strong: the probabilities of networks are rarely so well calibrated that a change of one per cent of
    the ground would outlast it.

    :param prior: of :func:`estimate_prior`.
    :param before, after: share of each class on each date.
    """
    chance = np.outer(before, after)
    off = ~np.eye(len(prior), dtype=bool)
    lift = np.where(chance > _FLOOR, prior / np.maximum(chance, _FLOOR), 0.0)
    mean = float((lift * chance)[off].sum()) / max(float(chance[off].sum()), _FLOOR)
    weights = np.clip(lift / max(mean, _FLOOR), _WEAKEST, 1.0)
    np.fill_diagonal(weights, STAY_WEIGHT)
    return np.asarray(weights)


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


def decide(before: NDArray[np.float32], after: NDArray[np.float32], weights: NDArray[np.float64]) -> Decision:
    """Decide on the pair of classes of each pixel.

    :param before, after: (classes, pixels), probabilities of each date.
    :param weights: (classes, classes) of transitions.
    """
    count, pixels = before.shape
    table = weights.astype(np.float32)
    best, best_stay = np.full(pixels, -1, np.float32), np.full(pixels, -1, np.float32)
    one, other, likeliest_stay = (np.zeros(pixels, np.uint8) for _ in range(3))
    total = np.zeros(pixels, np.float32)
    for index in range(count):
        scores = before[index] * (table[index][:, None] * after)
        total += scores.sum(axis=0)
        unchanged = scores[index]
        likelier = unchanged > best_stay
        best_stay[likelier] = unchanged[likelier]
        likeliest_stay[likelier] = index
        target = scores.argmax(axis=0)
        score = np.take_along_axis(scores, target[None], axis=0)[0]
        likelier = score > best
        best[likelier] = score[likelier]
        one[likelier], other[likelier] = index, target[likelier]
    # Where no class is shared there is none to stay in: the pixel keeps its class before.
    stay = np.where(best_stay > 0, likeliest_stay, before.argmax(axis=0).astype(np.uint8))
    return Decision(one, other, np.clip(best / np.maximum(total, _FLOOR), 0, 1).astype(np.float32), stay)


def decide_classes(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> Decision:
    """The decision where both dates are maps of classes: what they show, with nothing known of its confidence."""
    return Decision(before, after, np.ones(before.shape, np.float32), before)


def one_hot(classes: NDArray[np.uint8], count: int) -> NDArray[np.float32]:
    """Probabilities (classes, ...) of a map of classes: 1 for the class of each pixel."""
    return (classes[None] == np.arange(count, dtype=np.uint8).reshape(-1, *[1] * classes.ndim)).astype(np.float32)
