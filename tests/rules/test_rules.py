"""Which bands and which resolution a pair is worked on with."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.model_file.spec import Band, GroundSampleDistance
from groundshift.plugin.rules.band_roles import RasterBand, wavelength_nm
from groundshift.plugin.rules.bands import choose_bands, parse_band_list
from groundshift.plugin.rules.resolution import (
    automatic_gsd,
    check_grid_size,
    choose_gsd,
    pair_gsd,
    suited_model,
    suits,
    whole_multiple,
)

RGB = [Band("red", 665), Band("green", 560), Band("blue", 490)]
MODEL = GroundSampleDistance(0.25, 0.5, 1.0)


def bands(*interpretations: str, wavelengths: tuple[float, ...] = ()) -> list[RasterBand]:
    return [
        RasterBand(index + 1, "", name, wavelengths[index] if wavelengths else None)
        for index, name in enumerate(interpretations)
    ]


@pytest.mark.parametrize(
    ("available", "expected", "how"),
    [
        (bands("red", "green", "blue"), (1, 2, 3), "colour"),
        (bands("blue", "green", "red", "undefined"), (3, 2, 1), "colour"),
        (bands("gray", "undefined", "undefined"), (1, 2, 3), "order"),
        (bands("gray", "undefined", "undefined", "undefined"), (1, 2, 3), "order"),
        (bands("gray", "undefined", "undefined", "alpha"), (1, 2, 3), "order"),
        (bands(*["undefined"] * 5, wavelengths=(443, 492, 560, 665, 833)), (4, 3, 2), "wavelength"),
        (bands("red", "green", "blue", wavelengths=(490, 560, 660)), (3, 2, 1), "wavelength"),
    ],
)
def test_bands_are_found(available: list[RasterBand], expected: tuple[int, ...], how: str) -> None:
    found, by = choose_bands(available, RGB, None, "layer", "BEFORE")
    assert found == expected
    assert how in by


@pytest.mark.parametrize("available", [bands("gray"), bands("gray", "alpha"), bands(*["undefined"] * 8)])
def test_unknown_bands_are_listed(available: list[RasterBand]) -> None:
    with pytest.raises(JobFailure) as caught:
        choose_bands(available, RGB, None, "layer", "BEFORE")
    assert "BEFORE_BANDS" in caught.value.text()
    assert f"{len(available)} " in caught.value.text()


def test_other_sensors_follow_the_order_when_the_count_is_right() -> None:
    thermal = [Band("thermal", None), Band("swir", None)]
    assert choose_bands(bands("gray", "undefined"), thermal, None, "x", "AFTER")[0] == (1, 2)


@pytest.mark.parametrize(("text", "expected"), [("", None), (" 3, 2;1 ", (3, 2, 1)), ("4", (4,))])
def test_band_lists(text: str, expected: tuple[int, ...] | None) -> None:
    assert parse_band_list(text, "BEFORE_BANDS") == expected


@pytest.mark.parametrize("text", ["red", "1,0,2", "-1", "1.5", "\u00b2"])
def test_what_is_no_band_list(text: str) -> None:
    with pytest.raises(JobFailure, match="BEFORE_BANDS"):
        parse_band_list(text, "BEFORE_BANDS")


@pytest.mark.parametrize(
    ("pair", "expected"),
    [(0.1, 0.5), (0.2499, 0.2499), (0.3, 0.3), (1.0, 1.0), (1.5, 1.0), (2.0, 1.0), (2.1, None), (30, None)],
)
def test_resolution(pair: float, expected: float | None) -> None:
    assert choose_gsd(pair, MODEL) == expected
    assert pair_gsd(0.1, 0.4) == 0.4
    assert suits(0.5, MODEL)
    assert not suits(3, MODEL)


@pytest.mark.parametrize(
    ("gsd_m", "expected"), [(0.2, None), (0.3, "fine"), (0.9, "fine"), (1.5, "coarse"), (2.9, "coarse"), (4.0, None)]
)
def test_the_model_for_a_resolution(gsd_m: float, expected: str | None) -> None:
    """Where ranges overlap, the model whose best is nearest."""
    models = [SimpleNamespace(id="fine", gsd_m=MODEL), SimpleNamespace(id="coarse", gsd_m=GroundSampleDistance(0.8, 2.0, 3.0))]
    found = suited_model(gsd_m, models)
    assert (found and found.id) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (0.1, 0.07, 0.49),  # a whole multiple of the later date, whose grid is used
        (0.3, 0.07, 0.3),  # but none finer than the coarser date
        (0.3, 0.3, 0.3),
        (0.3, 0.4, 0.4),
        (None, 0.07, 0.49),  # a web map takes the other's resolution
        (0.3, None, 0.3),
        (None, None, 0.5),  # two web maps: the model's best
    ],
)
def test_automatic_resolution(before: float | None, after: float | None, expected: float) -> None:
    spec = SimpleNamespace(id="made", gsd_m=MODEL)
    assert automatic_gsd(before, after, spec) == pytest.approx(expected)


def test_automatic_resolution_without_a_model() -> None:
    assert automatic_gsd(0.3, 0.1, None) == pytest.approx(0.3)
    assert automatic_gsd(None, None, None) == 0.6


@pytest.mark.parametrize(("before", "after", "blamed"), [(30.0, 0.5, "FIRST"), (0.5, 30.0, "SECOND")])
def test_imagery_that_is_too_coarse_is_named(before: float, after: float, blamed: str) -> None:
    with pytest.raises(JobFailure) as caught:
        automatic_gsd(before, after, SimpleNamespace(id="made", gsd_m=MODEL), ("FIRST", "SECOND"))
    assert (caught.value.code, caught.value.parameter) == ("resolution_too_coarse", blamed)


def test_grids_have_a_limit() -> None:
    check_grid_size(40_000, 40_000, None)
    with pytest.raises(JobFailure, match="AREA"):
        check_grid_size(50_000, 50_000, None)
    with pytest.raises(JobFailure, match="RESOLUTION"):
        check_grid_size(50_000, 50_000, 0.1)


def test_whole_multiples_stay_in_the_range() -> None:
    assert whole_multiple(0.15, 0.5, 0.25, 1.0) == pytest.approx(0.45)
    assert whole_multiple(0.9, 0.95, 0.92, 1.0) == 0.95


@pytest.mark.parametrize(
    ("tags", "imagery", "expected"),
    [
        ({}, {"CENTRAL_WAVELENGTH_UM": "0.665"}, 665),
        ({"WAVELENGTH": "665"}, {}, 665),
        ({"wavelength": "0.665"}, {}, 665),
        ({"wavelength": "0.665", "wavelength_units": "Micrometers"}, {}, 665),
        ({"wavelength": "90", "wavelength_units": "Nanometers"}, {}, 90),
        ({"wavelength": "red"}, {}, None),
        ({}, {}, None),
    ],
)
def test_wavelengths_in_metadata(tags: dict[str, str], imagery: dict[str, str], expected: float | None) -> None:
    assert wavelength_nm(tags, imagery) == (None if expected is None else pytest.approx(expected))
