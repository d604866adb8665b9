"""The shift between two windows of the ground, to a fraction of a pixel, whatever the season, the light or the sensor.

Windows are compared by their gradients, softly normalised so that a bright roof or a cloud's edge counts no more than a
hedge (orientation correlation: Fitch, Kadyrov, Christmas and Kittler, British Machine Vision Conference 2002), and by
the same with its direction doubled, for which light on dark is dark on light: fields turn from one into the other
between seasons. The peak of the correlation is refined with the matrix-multiplication Fourier transform of
Guizar-Sicairos, Thurman and Fienup, Optics Letters 33 (2008). What masks do to the correlation is made up for as in
Padfield, IEEE Transactions on Image Processing 21 (2012).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft

# The refined peak is looked for on finer and finer rasters: (reach in pixels, step in pixels); a parabola does the rest.
_ZOOMS = ((1.0, 0.25), (0.25, 1 / 32))
# Around the highest peak of a correlation, no second one is looked for within this many pixels.
_PEAK_RADIUS = 3
# The effect of a mask is compensated within this many pixels, fading out over as many more, and twofold at most.
_MASK_REACH = 3.0
_LEAST_SHARE = 0.5


@dataclass(frozen=True)
class Peak:
    """The peak of a correlation.

    :param shift: rows and columns by which the second window's content must be moved to lie on the first's.

    :param reliability: 0..1, how far the peak stands above the next best one.
    :param height: of the correlation.
    :param sign: 1, or -1 where light and dark have changed places.
    """

    shift: tuple[float, float]
    reliability: float
    height: float
    sign: int = 1


def gradients(values: NDArray[np.float32], valid: NDArray[np.bool_]) -> NDArray[np.complex64]:
    """Central differences of a window, columns as the real and rows as the imaginary part, one pixel less on each side.

    :param values: (bands, height, width).
    :param valid: (height, width). Zero where a pixel that is needed is not valid.
    :return: complex64 (bands, height - 2, width - 2).
    """
    result = np.empty((values.shape[0], values.shape[1] - 2, values.shape[2] - 2), np.complex64)
    filled = np.where(valid, values, np.float32(0))
    result.real = filled[:, 1:-1, 2:] - filled[:, 1:-1, :-2]
    result.imag = filled[:, 2:, 1:-1] - filled[:, :-2, 1:-1]
    usable = valid[1:-1, 2:] & valid[1:-1, :-2] & valid[2:, 1:-1] & valid[:-2, 1:-1]
    result *= usable
    return result


def moved(gradient: NDArray[np.complex64], rows: float, cols: float, margin: int) -> NDArray[np.complex64]:
    """Gradients with their content moved by a fraction of a pixel, less a margin: exact, by the shift theorem."""
    if rows or cols:
        frequencies_y = fft.fftfreq(gradient.shape[1]).astype(np.float32)[:, None]
        frequencies_x = fft.fftfreq(gradient.shape[2]).astype(np.float32)[None]
        phase = np.exp(np.complex64(-2j * np.pi) * (frequencies_y * np.float32(rows) + frequencies_x * np.float32(cols)))
        gradient = fft.ifft2(fft.fft2(gradient, axes=(1, 2)) * phase, axes=(1, 2))
    return gradient[:, margin : gradient.shape[1] - margin, margin : gradient.shape[2] - margin]


def cross_spectra(
    first: NDArray[np.complex64], second: NDArray[np.complex64], known: NDArray[np.bool_] | None = None
) -> NDArray[np.complex64] | None:
    """The Fourier transforms of the correlations of two windows' gradients, summed over the bands.

    :param first, second: complex64 (bands, side, side), 0 where there is no data.
    :param known: bool (side, side), where there is data on both, when they lie nearly right; ``None``: do not care.
    :return: complex64 (2, side, side): of the gradients, and of those with doubled directions; ``None`` where one of the
        windows is flat.
    """
    taper = _taper(first.shape[1])
    result = np.empty((2, *first.shape[1:]), np.complex64)
    for index, (one, other) in enumerate(zip(_representations(first), _representations(second))):
        if one is None or other is None:
            return None
        spectrum_one = fft.fft2(one * taper, axes=(1, 2))
        spectrum_other = fft.fft2(other * taper, axes=(1, 2))
        energy = np.sqrt(_energy(spectrum_one) * _energy(spectrum_other))
        if not energy > 0:
            return None
        product = np.einsum("bij,bij->ij", spectrum_one, spectrum_other.conj())
        np.multiply(product, np.float32(product.size / energy), out=result[index])
    if known is not None and not known.all():
        result = np.asarray(fft.fft2(fft.ifft2(result, axes=(1, 2)) * _gain(known, taper), axes=(1, 2)), np.complex64)
    return result


def _gain(known: NDArray[np.bool_], taper: NDArray[np.float32]) -> NDArray[np.float32]:
    """By how much the correlation is too low beside the shift 0, because holes lie on holes there only (Padfield 2012).

    A speckled or striped mask would hold the peak where the windows happen to lie already: both have it at the same place.
    Far off, where the rest of two striped windows hardly meets, making up for it would raise noise only.

    :return: float32 (side, side), 1 at the shift 0 and far off.
    """
    share = _autocorrelation(known * taper) / np.maximum(_autocorrelation(taper), 1e-6)
    side = len(taper)
    offsets = np.minimum(np.arange(side), side - np.arange(side))
    distance = np.hypot(offsets[:, None], offsets[None])
    far = np.clip((distance - _MASK_REACH) / _MASK_REACH, 0.0, 1.0)
    gain = share[0, 0] / np.maximum(share, _LEAST_SHARE * share[0, 0])
    return np.asarray(gain * (1 - far) + far, np.float32)


def _autocorrelation(values: NDArray[np.float32]) -> NDArray[np.float32]:
    spectrum = fft.fft2(values)
    return np.asarray(fft.ifft2(spectrum * spectrum.conj()).real)


def find_peak(spectra: NDArray[np.complex64], radius: float, blur: float = 0.0) -> Peak:
    """The highest peak of the correlations whose transforms are ``spectra``, no further than ``radius`` pixels away.

    The correlation of the gradients counts with either sign: a whole window's contrast may have turned round.

    :param blur: standard deviation in pixels by which the correlation is smoothed first, for sums of unlike shifts.
    """
    side = spectra.shape[1]
    frequencies = fft.fftfreq(side)
    if blur:
        damping = np.exp(-2 * (np.pi * blur * frequencies) ** 2)
        spectra = spectra * (damping[:, None] * damping[None]).astype(np.float32)
    reach = int(min(radius, side // 2 - 1))
    offsets = np.arange(-reach, reach + 1)
    rows, cols = np.ix_(offsets % side, offsets % side)
    signed, doubled = fft.ifft2(spectra, axes=(1, 2)).real[:, rows, cols]
    inside = offsets[:, None] ** 2 + offsets[None] ** 2 <= max(radius, 1.0) ** 2
    surface = np.where(inside, doubled + np.abs(signed), -np.inf)
    at = np.unravel_index(int(np.argmax(surface)), surface.shape)
    row, col, height = int(offsets[at[0]]), int(offsets[at[1]]), float(surface[at])
    apart = np.maximum(np.abs(offsets[:, None] - row), np.abs(offsets[None] - col)) > _PEAK_RADIUS
    second = float(surface[apart & inside].max(initial=0.0))
    reliability = float(np.clip(1 - second / height, 0.0, 1.0)) if height > 0 else 0.0
    sign = 1 if signed[at] >= 0 else -1
    return Peak(_refined(spectra[1] + sign * spectra[0], frequencies, row, col), reliability, height, sign)


def common_shift(spectrum: NDArray[np.complex64]) -> tuple[float, float]:
    """The place of the peak, no further than a pixel or so from the middle, of a sum of signed spectra.

    :param spectrum: complex64 (side, side), of ``spectra[1] + sign * spectra[0]`` of each window.
    """
    return _refined(spectrum, fft.fftfreq(spectrum.shape[0]), 0, 0)


def _refined(spectrum: NDArray[np.complex64], frequencies: NDArray[np.float64], row: int, col: int) -> tuple[float, float]:
    """The place of the peak near (row, col), to a fraction of a pixel."""
    best_row, best_col = float(row), float(col)
    for reach, step in _ZOOMS:
        offsets = np.arange(-round(reach / step), round(reach / step) + 1) * step
        rows_basis = np.exp(2j * np.pi * np.outer(best_row + offsets, frequencies)).astype(np.complex64)
        cols_basis = np.exp(2j * np.pi * np.outer(frequencies, best_col + offsets)).astype(np.complex64)
        # Not a matrix product: for arrays as small as these, BLAS spends its time on waking threads.
        fine = np.einsum("rj,jc->rc", np.einsum("ri,ij->rj", rows_basis, spectrum), cols_basis).real
        i, j = (int(item) for item in np.unravel_index(int(np.argmax(fine)), fine.shape))
        best_row += offsets[i]
        best_col += offsets[j]
    return best_row + _vertex(fine[:, j], i) * step, best_col + _vertex(fine[i], j) * step


def _vertex(values: NDArray[np.float64], index: int) -> float:
    """How far from ``index`` a parabola through it and its neighbours has its top, in steps."""
    if not 0 < index < len(values) - 1:
        return 0.0
    before, here, after = values[index - 1 : index + 2]
    curvature = before - 2 * here + after
    return float(0.5 * (before - after) / curvature) if curvature < 0 else 0.0


def _representations(gradient: NDArray[np.complex64]) -> tuple[NDArray[np.complex64] | None, NDArray[np.complex64] | None]:
    """Softly normalised gradients, and the same with doubled directions; ``None`` of a flat window."""
    length = _length(gradient)
    count = np.count_nonzero(length.any(axis=0))
    usual = length.sum(axis=(1, 2), keepdims=True) / max(count, 1)
    if not usual.max() > 0:
        return None, None
    usual[usual == 0] = 1
    soft = gradient / (length + usual)
    strength = length / (length + usual)
    doubled = soft * soft / np.where(strength > 0, strength, 1)
    return soft, doubled


def _length(values: NDArray[np.complex64]) -> NDArray[np.float32]:
    return np.sqrt(values.real * values.real + values.imag * values.imag)


def _energy(values: NDArray[np.complex64]) -> float:
    return float((values.real * values.real + values.imag * values.imag).sum(dtype=np.float64))


def _taper(side: int) -> NDArray[np.float32]:
    """A window that fades towards its edges (Hann)."""
    edge = np.hanning(side + 2)[1:-1].astype(np.float32)
    return edge[:, None] * edge[None]


def shrunk(valid: NDArray[np.bool_], pixels: int) -> NDArray[np.bool_]:
    """Valid pixels that are ``pixels`` away from the next invalid one; beyond the edge nothing is known."""
    if valid.all() or pixels == 0:
        return valid
    for axis in (0, 1):
        around = np.pad(valid, [(pixels, pixels) if axis == other else (0, 0) for other in (0, 1)], constant_values=True)
        shifted = [np.take(around, range(step, step + valid.shape[axis]), axis) for step in range(2 * pixels + 1)]
        valid = np.logical_and.reduce(shifted)
    return valid
