"""A linear support vector classifier on standardised features, as Alatalo et al. (2023) measure difference images with.

Squared hinge loss with L2 penalty, C = 1, the intercept penalised: the defaults of scikit-learn's ``LinearSVC``.

Example::

    classifier = fit_classifier(train_features, train_truth)
    accuracy = np.mean(classifier.predict(test_features) == test_truth)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

_PENALTY = 1.0  # C


@dataclass(frozen=True)
class LinearClassifier:
    """:param centre, scale: of the features. :param weights: of the standardised features, the last is the intercept."""

    centre: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]

    def predict(self, features: NDArray[Any]) -> NDArray[np.bool_]:
        """Return the class of each row (rows, features)."""
        return np.asarray(_design(features, self.centre, self.scale) @ self.weights > 0)


def fit_classifier(features: NDArray[Any], truth: NDArray[np.bool_]) -> LinearClassifier:
    """Fit a classifier.

    :param features: (rows, features), finite.
    :param truth: (rows).
    """
    values = features.astype(np.float64)
    centre, scale = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-12)
    design = _design(values, centre, scale)
    signs = np.where(truth, 1.0, -1.0)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        missing = np.maximum(1 - signs * (design @ weights), 0)
        gradient = weights - 2 * _PENALTY * design.T @ (signs * missing)
        return 0.5 * float(weights @ weights) + _PENALTY * float(missing @ missing), gradient

    found = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B")
    return LinearClassifier(centre, scale, found.x)


def _design(features: NDArray[Any], centre: NDArray[Any], scale: NDArray[Any]) -> NDArray[np.float64]:
    standard = (features - centre) / scale
    return np.column_stack([standard, np.ones(len(standard))])
