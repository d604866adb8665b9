"""The methods without a network and their thresholds, against plain computations of the whole image."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import scipy.linalg
from rasterio.crs import CRS
from rasterio.enums import Resampling
from scipy import ndimage, stats
from skimage.filters import threshold_otsu
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture

from groundshift.plugin.engine.classic.chi_square import chi_square_tail
from groundshift.plugin.engine.classic.detect_classic import detect_change_classic
from groundshift.plugin.engine.classic.histogram import Histogram
from groundshift.plugin.engine.classic.ir_mad import fit_sample
from groundshift.plugin.engine.classic.kittler_illingworth import kittler_illingworth
from groundshift.plugin.engine.classic.mixture import fit, mixture
from groundshift.plugin.engine.classic.otsu import otsu
from groundshift.plugin.engine.classic.threshold import percentile
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.outputs import rasters
from groundshift.plugin.jobs.detect_change_classic import DetectChangeClassicJob
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.rules.classic_methods import METHODS
from groundshift.tests.helpers.detection import left_behind
from groundshift.tests.helpers.known_shifts import moved_copy
from groundshift.tests.helpers.rasters import write_raster

TAIZHOU = Path(__file__).resolve().parents[3] / "shared/data/pairs/landsat_taizhou"
HEIGHT, WIDTH, BANDS = 150, 190, 4


def scene(bands: int = BANDS, seed: int = 3, dtype: str = "uint16") -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Before, after (another gain and offset a band, noise), and what changed (height, width)."""
    random = np.random.default_rng(seed)
    base = ndimage.gaussian_filter(random.normal(size=(bands, HEIGHT, WIDTH)), (0, 4, 4))
    base = base / base.std() * 60 + 400 + 40 * np.arange(bands)[:, None, None]
    changed = np.zeros((HEIGHT, WIDTH), bool)
    changed[20:50, 30:70] = changed[100:120, 120:170] = True
    after = base * (1 + 0.1 * np.arange(bands)[:, None, None]) + 25
    after[:, changed] += random.normal(size=(bands, 1)) * 150 + 120
    noise = [random.normal(scale=6, size=base.shape) for _ in range(2)]
    return (base + noise[0]).clip(1).astype(dtype), (after + noise[1]).clip(1).astype(dtype), changed


class Classic:
    """Runs the job on arrays or files in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"
        self.out.mkdir()
        self.events: list[Event] = []

    def __call__(self, before: Any, after: Any, **changes: Any) -> dict[str, Any]:
        paths = []
        for name, values in (("before", before), ("after", after)):
            paths.append(values if isinstance(values, (str, Path)) else write_raster(self.folder / f"{name}.tif", values))
        sources = [RasterSource(name.upper(), name, str(path)) for name, path in zip(("before", "after"), paths)]
        outputs = {"difference": "difference.tif", "mask": "mask.tif", "polygons": "polygons.gpkg"}
        job = DetectChangeClassicJob(
            *sources,
            str(self.out / "scratch-1"),
            **{**{name: str(self.out / file) for name, file in outputs.items()}, **changes},
        )
        return detect_change_classic(job, JobContext(self.events.append))

    def bands(self) -> np.ndarray:
        with rasterio.open(self.out / "difference.tif") as dataset:
            return dataset.read()

    def mask(self) -> np.ndarray:
        with rasterio.open(self.out / "mask.tif") as dataset:
            return dataset.read(1)

    @property
    def log(self) -> str:
        return "\n".join(render_log(event.code, event.values) for event in self.events if isinstance(event, Log))


@pytest.fixture
def classic(tmp_path: Path) -> Classic:
    return Classic(tmp_path)


# -- independent computations ---------------------------------------------------------------------


def plain_ir_mad(before: np.ndarray, after: np.ndarray, tolerance: float = 1e-8) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Nielsen's IR-MAD of pixels (bands, n) by the generalised eigenproblem: chi-square, probability, correlations."""
    count = len(before)
    stacked = np.concatenate([before, after]).astype(float)
    weights, last = np.ones(stacked.shape[1]), np.zeros(count)
    for _ in range(500):
        covariance = np.cov(stacked, aweights=weights, ddof=0)
        mean = np.average(stacked, axis=1, weights=weights)[:, None]
        xx, xy, yy = covariance[:count, :count], covariance[:count, count:], covariance[count:, count:]
        squared, a = scipy.linalg.eigh(xy @ np.linalg.inv(yy) @ xy.T, xx)
        rho = np.sqrt(squared)
        b = np.linalg.inv(yy) @ xy.T @ a
        b /= np.sqrt(np.einsum("ip,ij,jp->p", b, yy, b))
        mad = a.T @ (stacked - mean)[:count] - b.T @ (stacked - mean)[count:]
        chi = (mad**2 / (2 * (1 - rho))[:, None]).sum(axis=0)
        weights = stats.chi2.sf(chi, count)
        if np.abs(rho - last).max() < tolerance:
            break
        last = rho
    return chi, weights, rho


def plain_celik(magnitude: np.ndarray, side: int = 5, components: int = 3) -> np.ndarray:
    """Celik's change map of a magnitude image: scikit-learn's PCA and k-means."""
    height, width = magnitude.shape
    rows, cols = height // side, width // side
    squares = magnitude[: rows * side, : cols * side].reshape(rows, side, cols, side).swapaxes(1, 2).reshape(-1, side**2)
    pca = PCA(components, svd_solver="full").fit(squares)
    half = side // 2
    vectors = np.empty((height * width, side**2))
    for index, (i, j) in enumerate((i, j) for i in range(height) for j in range(width)):
        patch = np.full((side, side), np.nan)
        for u in range(-half, half + 1):
            for v in range(-half, half + 1):
                if 0 <= i + u < height and 0 <= j + v < width:
                    patch[u + half, v + half] = magnitude[i + u, j + v]
        vectors[index] = np.where(np.isnan(patch.ravel()), pca.mean_, patch.ravel())
    labels = KMeans(2, n_init=5, random_state=0, tol=0, max_iter=1000).fit_predict(pca.transform(vectors))
    means = [magnitude.ravel()[labels == label].mean() for label in (0, 1)]
    return (labels == int(np.argmax(means))).reshape(height, width)


def two_normals(share: float = 0.12, apart: float = 9.0, seed: int = 1) -> np.ndarray:
    random = np.random.default_rng(seed)
    low, high = random.normal(10, 1.5, 200_000), random.normal(10 + apart, 2.5, int(200_000 * share))
    return np.abs(np.concatenate([low, high])).astype(np.float32)


def distribution(values: np.ndarray) -> Any:
    histogram = Histogram()
    for part in np.array_split(values, 7):
        histogram.add(part)
    return histogram.distribution()


# -- methods --------------------------------------------------------------------------------------


def test_difference_ratio_and_log_ratio(classic: Classic) -> None:
    before, after, _ = scene()
    one, other = before.astype(float), after.astype(float)
    low, high = np.minimum(one, other) + 1, np.maximum(one, other) + 1
    expected = {
        "difference": np.abs(other - one).mean(axis=0),
        "ratio": 1 - (low / high).mean(axis=0),
        "log-ratio": np.abs(np.log((other + 1) / (one + 1))).mean(axis=0),
    }
    for method, magnitude in expected.items():
        classic(before, after, method=method)
        found = classic.bands()
        assert found.shape == (1, HEIGHT, WIDTH)
        assert np.allclose(found[0], magnitude, rtol=1e-5, atol=1e-6), method


def test_ratio_of_small_numbers_and_of_decibels(classic: Classic) -> None:
    """Backscatter on a linear scale must not drown in the 1 that is added to whole numbers; decibels have no ratio."""
    before, after, _ = scene(1)
    one, other = before.astype(np.float32) / 5000, after.astype(np.float32) / 5000
    classic(one, other, method="log-ratio")
    floor = 0.01 * min(one.mean(dtype=float), other.mean(dtype=float))
    assert np.allclose(classic.bands()[0], np.abs(np.log((other + floor) / (one + floor)))[0], rtol=1e-3, atol=1e-4)
    with pytest.raises(JobFailure) as failure:
        classic(10 * np.log10(one), 10 * np.log10(other), method="log-ratio")
    assert failure.value.code == "values_negative"
    assert left_behind(classic.out) == {"difference.tif", "difference.qml", "mask.tif", "mask.qml", "polygons.gpkg"}


def test_change_vectors(classic: Classic) -> None:
    before, after, _ = scene()
    change = after.astype(float) - before
    classic(before, after, method="cva")
    magnitude, direction = classic.bands()
    assert np.allclose(magnitude, np.linalg.norm(change, axis=0), rtol=1e-5)
    cosine = change.sum(axis=0) / np.maximum(np.linalg.norm(change, axis=0) * 2, 1e-9)
    known = np.linalg.norm(change, axis=0) > 0
    assert np.allclose(direction[known], np.degrees(np.arccos(cosine.clip(-1, 1)))[known], atol=0.05)
    classic(before[:2], after[:2], method="cva")
    assert np.allclose(classic.bands()[1], np.degrees(np.arctan2(change[1], change[0])) % 360, atol=0.01)


def test_index_difference(classic: Classic) -> None:
    before, after, _ = scene()

    def index(bands: np.ndarray) -> np.ndarray:
        a, b = bands[3].astype(float), bands[1].astype(float)
        return (a - b) / (a + b)

    classic(before, after, method="index-difference", index="4,2")
    absolute, signed = classic.bands()
    assert np.allclose(signed, index(after) - index(before), atol=1e-6)
    assert np.array_equal(absolute, np.abs(signed))
    with pytest.raises(JobFailure, match=r"INDEX: Cannot determine which band is 'nir'"):
        classic(before, after, method="index-difference", index="NDVI")


def test_ir_mad_is_nielsens(classic: Classic) -> None:
    before, after, changed = scene()
    chi, probability, rho = plain_ir_mad(before.reshape(BANDS, -1), after.reshape(BANDS, -1))
    classic(before, after, method="ir-mad")
    found = classic.bands()
    assert found.shape[0] == 2 + BANDS
    assert np.allclose(found[0].ravel(), chi, rtol=2e-3, atol=2e-2)
    assert np.abs(found[1].ravel() - probability).max() < 2e-3
    mad, _ = fit_sample(before.reshape(BANDS, -1).astype(float), after.reshape(BANDS, -1).astype(float), lambda: None)
    assert np.allclose(mad.correlation, np.sort(rho), atol=1e-5)
    # The variates' squares over their variances are the chi-square.
    assert np.allclose((found[2:] ** 2 / (2 * (1 - np.sort(rho)))[:, None, None]).sum(axis=0), found[0], rtol=5e-3, atol=0.05)
    assert (found[1][changed] < 1e-3).mean() > 0.99
    assert f"{rho.max():.4f}" in classic.log


def test_ir_mad_is_invariant_to_linear_changes_of_radiometry() -> None:
    before, after, _ = scene(dtype="float64")
    one, other = before.reshape(BANDS, -1), after.reshape(BANDS, -1)
    mixed = np.random.default_rng(0).normal(size=(BANDS, BANDS)) @ other + 1000
    plain, _ = fit_sample(one, other, lambda: None)
    turned, _ = fit_sample(one, mixed, lambda: None)
    assert np.allclose(plain.no_change(one, other), turned.no_change(one, mixed), atol=1e-6)


def test_ir_mad_of_the_same_image_twice_finds_nothing(classic: Classic) -> None:
    before, _, _ = scene()
    for after in (before, before * 2 + 10):
        assert classic(before, after, method="ir-mad")["POLYGON_COUNT"] == 0
        assert not classic.mask().any()


def test_ir_mad_of_a_copy_with_a_change(classic: Classic) -> None:
    before, _, changed = scene()
    after = before.copy()
    after[:, changed] += np.array([90, 10, 60, 30], np.uint16)[:, None]
    classic(before, after, method="ir-mad")
    assert np.array_equal(classic.mask() == 1, changed)


def test_ir_mad_of_bands_that_say_the_same(classic: Classic) -> None:
    before, after, _ = scene(1)
    classic(np.repeat(before, 3, axis=0), np.repeat(after, 3, axis=0), method="ir-mad")
    three = classic.bands()
    classic(before, after, method="ir-mad")
    assert np.allclose(three[:2], classic.bands()[:2], rtol=5e-3, atol=5e-3)


def test_ir_mad_of_a_large_image_iterates_over_a_sample(classic: Classic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Statistics of the sample are those of the whole image; the sample is the same whatever the blocks."""
    from groundshift.plugin.engine.classic import blocks

    before, after, changed = scene()
    _, probability, _ = plain_ir_mad(before.reshape(BANDS, -1), after.reshape(BANDS, -1))
    monkeypatch.setattr(blocks, "_MOST_SPREAD", before[0].size // 8)
    monkeypatch.setattr(blocks, "_FEW_SPREAD", 1000)
    classic(before, after, method="ir-mad", block=64)
    assert "one of every 9" in classic.log
    found = classic.bands()
    # The error of 3,000 pixels; it falls with the root of their number, which is a thousand times larger in earnest.
    assert np.abs(found[1].ravel() - probability).mean() < 0.08
    assert (found[1][changed] < 1e-2).mean() > 0.98
    classic(before, after, method="ir-mad", block=150)
    assert np.array_equal(classic.bands(), found)


def test_ir_mad_where_little_holds_data(classic: Classic, monkeypatch: pytest.MonkeyPatch) -> None:
    """A strip of imagery in a wide frame: the sample is taken from the strip, however wide the frame."""
    from groundshift.plugin.engine.classic import blocks

    before, after, _ = scene()
    strip = np.zeros(before.shape[1:], np.uint8)
    strip[45:75, 60:150] = 255
    paths = [write_raster(classic.folder / f"{name}.tif", values, mask=strip) for name, values in (("b", before), ("a", after))]
    monkeypatch.setattr(blocks, "_MOST_SPREAD", 2000)
    monkeypatch.setattr(blocks, "_FEW_SPREAD", 2000)
    classic(*paths, method="ir-mad")
    assert "over 2,700 pixels, one of every 1;" in classic.log
    assert np.isfinite(classic.bands()[0]).sum() == 30 * 90
    one, other = (values[:, 45:75, 60:150].reshape(BANDS, -1) for values in (before, after))
    _, probability, _ = plain_ir_mad(one, other)
    assert np.abs(classic.bands()[1][45:75, 60:150].ravel() - probability).max() < 2e-2


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 6, 7, 12, 40])
def test_tail_of_chi_square(degrees: int) -> None:
    values = np.concatenate([[0], np.geomspace(1e-6, 1e6, 400)])
    assert np.allclose(chi_square_tail(values, degrees), stats.chi2.sf(values, degrees), atol=1e-12)
    assert np.allclose(chi_square_tail(values.astype(np.float32), degrees), stats.chi2.sf(values, degrees), atol=1e-5)


@pytest.mark.slow
def test_pca_and_k_means_are_celiks(classic: Classic) -> None:
    before, after, changed = scene(1)
    magnitude = np.abs(after.astype(float) - before)[0]
    expected = plain_celik(magnitude)
    values = classic(before, after, method="pca-k-means")
    found = classic.mask() == 1
    assert (found != expected).mean() < 1e-4
    assert (found == changed).mean() > 0.97
    assert values["POLYGON_COUNT"] == ndimage.label(found)[1]
    assert np.array_equal(found, classic.bands()[0] > 0.5)
    classic(before, after, method="pca-k-means-log-ratio")
    expected = plain_celik(np.abs(np.log((after + 1.0) / (before + 1.0)))[0])
    assert ((classic.mask() == 1) != expected).mean() < 1e-4


def test_normalisation_undoes_a_change_of_radiometry(classic: Classic) -> None:
    before, after, changed = scene()
    classic(before, after, method="difference", normalize=True)
    assert "invariant pixels" in classic.log
    normalised = classic.bands()[0]
    # Noise alone is left where nothing changed: the mean absolute difference of two normals of deviation 6 and 6 / gain.
    assert normalised[~changed].mean() == pytest.approx(np.sqrt(2 / np.pi) * 6 * np.sqrt(2), rel=0.15)
    classic(before, after, method="difference")
    assert classic.bands()[0][~changed].mean() > 5 * normalised[~changed].mean()


def test_too_little_to_normalise_is_told(classic: Classic) -> None:
    flat = np.full((2, 40, 40), 7, np.uint8)
    classic(flat, flat, method="difference", normalize=True)
    assert "Too few invariant pixels" in classic.log
    with pytest.raises(JobFailure) as failure:
        classic(flat, flat, method="ir-mad")
    assert failure.value.code == "too_uniform"


# -- thresholds -----------------------------------------------------------------------------------


def test_otsu_is_scikit_images() -> None:
    values = two_normals()
    assert otsu(distribution(values)) == pytest.approx(threshold_otsu(values, nbins=4096), abs=0.01)


def test_otsu_of_whole_numbers_parts_them() -> None:
    values = np.repeat(np.array([0, 1, 2, 40, 41], np.float32), [900, 50, 10, 30, 20])
    assert 2 < otsu(distribution(values)) <= 40


def test_kittler_and_illingworths_criterion_is_least() -> None:
    values = two_normals().astype(float)
    found = kittler_illingworth(distribution(values.astype(np.float32)))

    def criterion(threshold: float) -> float:
        parts = values[values < threshold], values[values >= threshold]
        shares = [len(part) / len(values) for part in parts]
        return 1 + 2 * sum(p * np.log(part.std()) - p * np.log(p) for p, part in zip(shares, parts))

    tried = np.linspace(11, 20, 181)
    best = tried[np.argmin([criterion(value) for value in tried])]
    assert found == pytest.approx(best, abs=0.1)
    assert criterion(found) == pytest.approx(min(criterion(value) for value in tried), abs=1e-4)


def test_thresholds_of_one_value_alone() -> None:
    assert mixture(distribution(np.ones(10, np.float32))) is None
    assert otsu(distribution(np.ones(10, np.float32))) > 1
    assert kittler_illingworth(distribution(np.ones(10, np.float32))) is None


def test_magnitudes_that_are_all_alike_are_told(classic: Classic) -> None:
    before, _, _ = scene()
    for after in (before, before + 7):
        classic.events.clear()
        values = classic(before, after, method="difference", threshold_method="percentile")
        assert values["CHANGED_AREA"] == 0
        assert values["THRESHOLD"] is None
        assert "the same everywhere" in classic.log
        assert "Threshold on the magnitude" not in classic.log
        assert "inf" not in (classic.out / "difference.qml").read_text()


def test_mixture_is_scikit_learns() -> None:
    values = two_normals()
    expected = GaussianMixture(2, tol=1e-9, max_iter=500, random_state=0).fit(values[:, None])
    order = np.argsort(expected.means_[:, 0])
    found = fit(distribution(values))
    assert found is not None
    assert [part.mean for part in found] == pytest.approx(expected.means_[order, 0], abs=0.01)
    assert [part.share for part in found] == pytest.approx(expected.weights_[order], abs=1e-3)
    assert [part.deviation for part in found] == pytest.approx(np.sqrt(expected.covariances_[order, 0, 0]), abs=0.01)
    grid = np.linspace(10, 19, 9001)
    border = grid[np.flatnonzero(expected.predict(grid[:, None]) == order[1])[0]]
    assert mixture(distribution(values)) == pytest.approx(border, abs=0.01)


@pytest.mark.parametrize("percent", [1, 50, 95, 99.9])
def test_percentile(percent: float) -> None:
    values = two_normals()
    assert percentile(distribution(values), percent) == pytest.approx(np.percentile(values, percent), rel=6e-4)


def test_a_threshold_that_is_not_looked_at_is_told(classic: Classic) -> None:
    before, after, _ = scene()
    for changes, told in (
        ({"threshold_method": "otsu"}, True),
        ({"threshold_method": "fixed"}, False),
        ({"threshold_method": "fixed", "method": "pca-k-means"}, True),
    ):
        classic.events.clear()
        classic(before, after, **{"method": "difference", "threshold": 30.0, **changes})
        assert ("THRESHOLD is ignored" in classic.log) is told


def test_fixed_and_percentile_in_the_mask(classic: Classic) -> None:
    before, after, _ = scene()
    values = classic(before, after, method="difference", threshold_method="fixed", threshold=90.0)
    assert np.array_equal(classic.mask() == 1, classic.bands()[0] >= 90)
    assert values["THRESHOLD"] == 90
    classic(before, after, method="difference", threshold_method="percentile", threshold=80.0)
    assert 0.19 < (classic.mask() == 1).mean() <= 0.2  # magnitudes are quarters: several pixels lie on the border


# -- speckle --------------------------------------------------------------------------------------


def radar_pair(looks: float, side: int = 160) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Intensities of so many looks on two dates, and what changed: a rectangle that falls by 5 dB."""
    random = np.random.default_rng(4)
    mean = 100 * np.exp(ndimage.gaussian_filter(random.normal(size=(side, side)), 6) * 6)
    changed = np.zeros((side, side), bool)
    changed[60:90, 40:80] = True
    dates = [mean, np.where(changed, mean * 10**-0.5, mean)]
    before, after = ((date * random.gamma(looks, 1 / looks, date.shape))[None].astype(np.float32) for date in dates)
    return before, after, changed


@pytest.mark.parametrize("looks", [2.0, 5.0, 20.0])
def test_speckle_alone_exceeds_its_threshold_on_the_stated_share(classic: Classic, looks: float) -> None:
    before, after, changed = radar_pair(looks)
    classic(before, after, method="log-ratio", threshold_method="speckle", threshold=99.0)
    share = (classic.mask() == 1)[~changed].mean()
    assert 0.004 < share < 0.016
    classic(before, after, method="log-ratio", threshold_method="otsu")
    assert (classic.mask() == 1)[~changed].mean() > 0.1  # what it is for


def test_the_filtered_log_ratio_finds_change_under_speckle(classic: Classic) -> None:
    before, after, changed = radar_pair(4.0)
    classic(before, after, method="filtered-log-ratio")
    found = classic.mask() == 1
    assert (found & changed).sum() / (found | changed).sum() > 0.85
    (length,) = classic.bands()
    assert length.min() >= 0
    assert length[changed].mean() == pytest.approx(np.log(10**0.5), rel=0.2)


def test_bands_that_change_in_opposite_directions_do_not_cancel(classic: Classic) -> None:
    """VV falls where VH rises by as much, as over ground that floods under trees."""
    before, after, changed = radar_pair(4.0)
    classic(np.concatenate([before, after]), np.concatenate([after, before]), method="filtered-log-ratio")
    found = classic.mask() == 1
    assert (found & changed).sum() / (found | changed).sum() > 0.8


# -- the whole job --------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_result_does_not_depend_on_the_blocks(tmp_path: Path, method: str) -> None:
    before, after, _ = scene()
    before[:, :40, 60:90] = after[:, 110:, :25] = 0  # no data
    results = []
    for side in (None, 37):
        (tmp_path / str(side)).mkdir()
        classic = Classic(tmp_path / str(side))
        paths = []
        for name, values in (("before", before), ("after", after)):
            paths.append(write_raster(classic.folder / f"{name}.tif", values, nodata=0))
        options = {"method": method, "index": "4,1", "normalize": True, "min_area_m2": 3.0, "block": side}
        values = classic(*paths, threshold_method="kittler-illingworth", **options)
        results.append((classic.mask(), classic.bands(), values["THRESHOLD"], values["CHANGED_AREA"], values["POLYGON_COUNT"]))
    assert np.array_equal(results[0][0], results[1][0])
    assert np.allclose(results[0][1], results[1][1], rtol=1e-4, atol=1e-4, equal_nan=True)
    assert results[0][2:] == pytest.approx(results[1][2:], rel=1e-6)
    assert (results[0][0][:40, 60:90] == 255).all()
    assert np.isnan(results[0][1][:, :40, 60:90]).all()


@pytest.mark.parametrize("method", ["cva", "index-difference", "ir-mad"])
def test_the_mask_is_the_same_without_a_difference(classic: Classic, method: str) -> None:
    before, after, _ = scene()
    told = classic(before, after, method=method, index="4,1")
    mask = classic.mask()
    alone = classic(before, after, method=method, index="4,1", difference=None)
    assert alone["THRESHOLD"] == told["THRESHOLD"]
    assert np.array_equal(classic.mask(), mask)


def test_a_difference_is_compressed_where_that_saves_much(classic: Classic) -> None:
    """The first blocks hold no data."""
    noise = np.exp(np.random.default_rng(0).normal(0, 4, (1, HEIGHT, WIDTH))).astype(np.float32)
    for numbers, compression in ((noise, None), ((noise > 1).astype(np.uint8), "deflate")):
        before, after = numbers + 1, numbers[:, :, ::-1] + 1
        before[:, :64] = 0
        paths = [
            write_raster(classic.folder / f"{name}.tif", values, nodata=0) for name, values in (("1", before), ("2", after))
        ]
        classic(*paths, method="difference", block=64)
        with rasterio.open(classic.out / "difference.tif") as difference:
            assert difference.profile.get("compress") == compression
            values = difference.read(1)
        assert np.isnan(values[:64]).all()
        assert np.allclose(values[64:], np.abs(after[0, 64:].astype(np.float32) - before[0, 64:]))


@pytest.mark.parametrize(("levels", "compressed"), [(16, False), (2, True)])
def test_overviews_of_a_difference_are_compressed_where_means_can_be(
    classic: Classic, monkeypatch: pytest.MonkeyPatch, levels: int, compressed: bool
) -> None:
    """Few different values are packed well; the means of four of them may be many."""
    after = np.random.default_rng(1).integers(1, 1 + levels, (2, 520, 520)).astype(np.uint8)
    paths = [
        write_raster(classic.folder / f"{name}.tif", values) for name, values in (("1", np.ones_like(after)), ("2", after))
    ]
    options = []
    add = rasters.add_overviews

    def noted(path: str, resampling: Resampling, packed: bool = True) -> None:
        options.append(packed)
        add(path, resampling, packed)

    monkeypatch.setattr(rasters, "add_overviews", noted)
    classic(*paths, method="cva", mask=None, polygons=None)
    assert options == [compressed]
    with rasterio.open(classic.out / "difference.tif") as difference:
        assert difference.profile["compress"] == "deflate"
        whole = difference.read()
    with rasterio.open(classic.out / "difference.tif", overview_level=0) as overview:
        assert np.allclose(overview.read(), whole.reshape(2, 260, 2, 260, 2).mean(axis=(2, 4)), atol=1e-4)


def test_outputs_are_styled_and_tell_where_they_come_from(classic: Classic) -> None:
    before, after, _ = scene()
    values = classic(before, after, provenance={"plugin_version": "1.2.3"})
    with rasterio.open(values["DIFFERENCE"]) as difference:
        assert difference.descriptions == ("magnitude", "direction")
        assert difference.dtypes == ("float32", "float32")
        assert np.isnan(difference.nodata)
        assert json.loads(difference.tags()["GROUNDSHIFT"])["plugin_version"] == "1.2.3"
    assert "singlebandpseudocolor" in (classic.out / "difference.qml").read_text()
    assert left_behind(classic.out) == {"difference.tif", "difference.qml", "mask.tif", "mask.qml", "polygons.gpkg"}


def test_dates_of_other_grids_and_other_order_of_bands(classic: Classic) -> None:
    """The coarser resolution is worked at, and colours are matched by their names."""
    random = np.random.default_rng(0)
    fine = np.repeat(np.repeat(random.integers(40, 200, (3, 60, 80), dtype=np.uint8), 2, axis=1), 2, axis=2)
    coarse = fine[::-1, ::2, ::2].copy()
    coarse[:, 10:20, 10:20] = 250
    before = write_raster(classic.folder / "fine.tif", fine)
    after = write_raster(classic.folder / "coarse.tif", coarse, gsd=1.0, photometric="minisblack")
    with rasterio.open(after, "r+") as dataset:
        colours = rasterio.enums.ColorInterp
        dataset.colorinterp = [colours.blue, colours.green, colours.red]
    values = classic(before, after, method="difference", threshold_method="fixed", threshold=1.0)
    expected = np.zeros((60, 80), bool)
    expected[10:20, 10:20] = True
    assert np.array_equal(classic.mask() == 1, expected)
    assert values["CHANGED_AREA"] == pytest.approx(100, rel=2e-3)


@pytest.mark.parametrize(
    ("changes", "code", "parameter"),
    [
        ({"threshold_method": "fixed"}, "threshold_needed", "THRESHOLD"),
        ({"threshold_method": "fixed", "threshold": -1.0}, "threshold_not_positive", "THRESHOLD"),
        ({"threshold_method": "percentile", "threshold": 100.0}, "percentile_range", "THRESHOLD"),
        ({"threshold_method": "speckle"}, "speckle_method", "THRESHOLD_METHOD"),
        ({"method": "log-ratio", "threshold_method": "speckle", "threshold": 100.0}, "percentile_range", "THRESHOLD"),
        ({"method": "magic"}, "method_unknown", "METHOD"),
        ({"method": "index-difference", "index": "a"}, "index_text", "INDEX"),
        ({"min_area_m2": -1.0}, "min_area_range", "MIN_AREA"),
    ],
)
def test_mistakes(classic: Classic, changes: dict[str, Any], code: str, parameter: str) -> None:
    before, after, _ = scene()
    with pytest.raises(JobFailure) as failure:
        classic(before, after, **changes)
    assert (failure.value.code, failure.value.parameter) == (code, parameter)
    assert left_behind(classic.out) == set()


def test_nothing_to_compare(classic: Classic) -> None:
    empty = write_raster(classic.folder / "empty.tif", np.zeros((4, HEIGHT, WIDTH), np.uint16), nodata=0)
    for method in METHODS:
        values = classic(scene()[0], empty, method=method, index="1,2")
        assert values["POLYGON_COUNT"] == 0, method
        assert (classic.mask() == 255).all()
        assert np.isnan(classic.bands()).all()
        assert "is valid on both dates" in classic.log


@pytest.mark.slow
@pytest.mark.skipif(not TAIZHOU.is_dir(), reason="needs shared/data/pairs/landsat_taizhou")
def test_taizhou_by_wavelength_and_ir_mad(classic: Classic, tmp_path: Path) -> None:
    dates = [moved_copy(TAIZHOU / name, tmp_path / f"{name}.tif", 0, 0, (100, 100, 200, 200)) for name in ("2000TM", "2003TM")]
    classic(*dates, method="ir-mad", threshold_method="kittler-illingworth")
    assert "by wavelength" in classic.log
    stacks = []
    for path in dates:
        with rasterio.open(path) as dataset:
            assert dataset.crs != CRS.from_epsg(4326)
            stacks.append(dataset.read().reshape(6, -1))
    _, probability, _ = plain_ir_mad(*stacks, 1e-6)
    assert np.abs(classic.bands()[1].ravel() - probability).max() < 5e-3
    classic(*dates, method="index-difference")
    assert "Index NDVI: bands 4 and 3" in classic.log


class TestPlausibleMaps:
    """What looks like a result and is none is warned of."""

    @staticmethod
    def warned(classic: Classic) -> list[str]:
        return [event.code for event in classic.events if isinstance(event, Log) and event.level == "warning"]

    @pytest.mark.parametrize("method", ["difference", "cva"])
    def test_noise_alone(self, classic: Classic, method: str) -> None:
        random = np.random.default_rng(2)
        before, after = (random.normal(400, 20, (3, HEIGHT, WIDTH)).astype("uint16") for _ in range(2))
        classic(before, after, method=method)
        assert self.warned(classic) == ["much_changed"]

    def test_the_same_with_a_threshold_of_the_user(self, classic: Classic) -> None:
        random = np.random.default_rng(2)
        before, after = (random.normal(400, 20, (3, HEIGHT, WIDTH)).astype("uint16") for _ in range(2))
        classic(before, after, method="cva", threshold_method="fixed", threshold=1.0)
        assert self.warned(classic) == []

    def test_dates_that_lie_beside_each_other(self, classic: Classic) -> None:
        before, after, _ = scene()
        classic(before[:, :, 5:], after[:, :, :-5], method="cva")
        assert "dates_displaced" in self.warned(classic)

    def test_change_in_its_place(self, classic: Classic) -> None:
        before, after, _ = scene()
        classic(before, after, method="cva", normalize=True)
        assert self.warned(classic) == []
