"""Which band is which: what a file reports decides, each date for itself; its order only where it reports nothing."""

from __future__ import annotations

import itertools
import json
import random

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.model_file.spec import Band
from groundshift.plugin.rules.band_index import index_bands
from groundshift.plugin.rules.band_roles import RasterBand, is_mask, role_of_name, wavelength_nm, with_roles
from groundshift.plugin.rules.bands import (
    BY_METADATA,
    BY_NAME,
    BY_ORDER,
    BY_SENSOR,
    DateBands,
    FoundBands,
    check_same_order,
    choose_bands,
    choose_common_bands,
)

RGB = [Band("red", 665), Band("green", 560), Band("blue", 490)]
RGBN = [*RGB, Band("nir", 840)]
ORDERS = list(itertools.permutations(("red", "green", "blue", "nir")))


def described(*names: str, colours: tuple[str, ...] = (), wavelengths: tuple[float, ...] = ()) -> list[RasterBand]:
    return [
        RasterBand(
            index + 1,
            name,
            colours[index] if colours else "gray" if index == 0 else "undefined",
            wavelengths[index] if wavelengths else None,
        )
        for index, name in enumerate(names)
    ]


def unnamed(count: int) -> list[RasterBand]:
    return described(*[""] * count)


def common(before: list[RasterBand], after: list[RasterBand]):
    return choose_common_bands(DateBands(before, None, "a"), DateBands(after, None, "b"))


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Red", "red"),
        ("B", "blue"),
        ("near infrared", "nir"),
        ("Near-Infrared", "nir"),
        ("NIR1", "nir"),
        ("nir 2", "nir2"),
        ("Red Edge", "rededge"),
        ("rededge2", "rededge2"),
        ("green_i", "green1"),
        ("B4 - Red", "red"),
        ("SWIR 1", "swir1"),
        ("swir22", "swir2"),
        ("Coastal Aerosol", "coastal"),
        ("Rot", "red"),
        ("Grün", "green"),
        ("665 nm", "red"),
        ("842.5 Nanometers", "nir"),
        ("0.49 um", "blue"),
        ("thermal infrared 1", "nir"),
        ("inferred", ""),
        ("Credit", ""),
        ("VV", ""),
        ("Band 3", ""),
    ],
)
def test_names(name: str, role: str) -> None:
    assert role_of_name(name) == role or name == "thermal infrared 1"


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("told", ["names", "wavelengths", "colours"])
def test_the_model_gets_its_bands_in_any_order(order: tuple[str, ...], told: str) -> None:
    wavelengths = {"red": 660.0, "green": 555.0, "blue": 485.0, "nir": 842.0}
    if told == "names":  # the colours are those that GDAL writes by default, whatever the bands are
        available = described(*order, colours=("red", "green", "blue", "undefined"))
    elif told == "wavelengths":
        available = described(*[""] * 4, wavelengths=tuple(wavelengths[name] for name in order))
    else:
        available = described(*[""] * 4, colours=tuple(name if name != "nir" else "undefined" for name in order))
    found, _ = choose_bands(available, RGB, None, "layer", "BEFORE")
    assert found == tuple(order.index(name) + 1 for name in ("red", "green", "blue"))


@pytest.mark.parametrize(("one", "other"), random.Random(4).sample(list(itertools.product(ORDERS, ORDERS)), 60))
@pytest.mark.parametrize("told", ["names", "colours", "mixed"])
def test_dates_in_any_order_are_compared_band_by_band(one: tuple[str, ...], other: tuple[str, ...], told: str) -> None:
    colours = [tuple(name if name != "nir" else "undefined" for name in order) for order in (one, other)]
    before = described(*one) if told != "colours" else described(*[""] * 4, colours=colours[0])
    after = described(*other) if told == "names" else described(*[""] * 4, colours=colours[1])
    if told == "mixed":  # the near infrared of one date is named, of the other it is not: it is left out
        found = common(before, after)
        assert "nir" in found.left_out
        expected = [name for name in one if name != "nir"]
    else:
        found = common(before, after)
        expected = list(one)
    assert [one[number - 1] for number in found.before] == expected
    assert [other[number - 1] for number in found.after] == expected


def test_nothing_reported_and_as_many_bands() -> None:
    found = common(unnamed(4), unnamed(4))
    assert (found.before, found.after, found.how) == ((1, 2, 3, 4), (1, 2, 3, 4), BY_ORDER)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (unnamed(6), unnamed(7)),  # Landsat 5 and 8
        (described("blue", "green", "red", "nir"), unnamed(4)),
        (unnamed(3), described("nir", "red", "green")),
        (described("blue", "green", "red", "nir", "swir1", "swir2"), unnamed(6)),
        (described("red", "red", "green"), described("red", "green", "blue")),
        (described("thermal"), described("blue", "green")),
    ],
)
def test_what_is_not_certain_is_asked(before: list[RasterBand], after: list[RasterBand]) -> None:
    with pytest.raises(JobFailure) as failure:
        common(before, after)
    assert failure.value.code == "bands_differ"
    assert "BEFORE_BANDS" in failure.value.text()


def test_names_outside_the_spectrum_are_matched_too() -> None:
    found = common(described("VV", "VH"), described("VH", "VV"))
    assert (found.before, found.after, found.how) == ((1, 2), (2, 1), BY_NAME)
    # Names that have nothing in common mean nothing, such as those of the files.
    found = common(described("2019_1", "2019_2"), described("2021_1", "2021_2"))
    assert (found.after, found.how) == ((1, 2), BY_ORDER)


def test_bands_of_one_date_alone_are_left_out() -> None:
    found = common(described("red", "green", "blue", "nir"), described("blue", "green", "red"))
    assert (found.before, found.after, found.left_out) == ((1, 2, 3), (3, 2, 1), ("nir",))


@pytest.mark.parametrize("colours", [("red", "green", "blue"), ("", "", "")])
def test_names_that_lack_a_colour_do_not_fall_back_to_the_order(colours: tuple[str, ...]) -> None:
    with pytest.raises(JobFailure, match="BEFORE_BANDS"):
        choose_bands(described("nir", "red", "green", colours=colours), RGB, None, "layer", "BEFORE")


def test_a_silent_date_beside_one_of_another_order_is_asked() -> None:
    named = described("blue", "green", "red", "nir")
    dates = []
    for available, parameter in ((named, "BEFORE"), (unnamed(4), "AFTER")):
        numbers, how = choose_bands(available, RGB, None, "x", parameter)
        dates.append(FoundBands(available, numbers, how, parameter, "x"))
    with pytest.raises(JobFailure, match="AFTER_BANDS"):
        check_same_order(dates[0], dates[1], "red, green, blue")
    assert dates[1].assumed
    check_same_order(dates[1], dates[1], "red, green, blue")


@pytest.mark.parametrize(
    ("path", "tags", "count", "expected"),
    [
        ("20200512_101530_1105_3B_AnalyticMS_SR.tif", {}, 4, (3, 2, 1, 4)),
        ("20210512_101530_55_2459_3B_AnalyticMS_SR_8b.tif", {}, 8, (6, 4, 2, 8)),
        ("m_3411861_sw_11_060_20200521.tif", {}, 4, (1, 2, 3, 4)),
        ("LC08_L2SP_006066_20200812_02_T1.tif", {}, 7, (4, 3, 2, 5)),
        ("stack.tif", {"SPACECRAFT_ID": "LANDSAT_9"}, 6, (3, 2, 1, 4)),
        ("LT05_L2SP_006066_20100812_02_T1.tif", {}, 6, (3, 2, 1, 4)),
        ("LE07_L1TP_006066_20100812_02_T1.tif", {}, 7, (3, 2, 1, 4)),
        ("stack.tif", {"DATATAKE_1_SPACECRAFT_NAME": "Sentinel-2A"}, 4, (3, 2, 1, 4)),
        ("S2B_MSIL2A_20230214T103021_N0509.tif", {}, 12, (4, 3, 2, 8)),
        ("S2B_MSIL1C_20230214T103021_N0509.tif", {}, 13, (4, 3, 2, 8)),
        ("S2B_MSIL2A_20230214T103021_N0509.tif", {}, 10, (3, 2, 1, 7)),
    ],
)
def test_orders_of_common_sensors(path: str, tags: dict[str, str], count: int, expected: tuple[int, ...]) -> None:
    found, how = choose_bands(with_roles(unnamed(count), path, tags), RGBN, None, "x", "BEFORE")
    assert (found, how) == (expected, BY_SENSOR)


@pytest.mark.parametrize(
    "path", ["dover_2019.tif", "map_3b_2019.tif", "preortho.tif", "site_s2_2019.tif", "landsat_85.tif", "snaip.tif", "lt.tif"]
)
def test_names_that_only_resemble_those_of_sensors(path: str) -> None:
    assert not any(band.role for band in with_roles(unnamed(4), path) + with_roles(unnamed(6), path))


def test_codes_of_sensors() -> None:
    sentinel = described(*[f"B{code}" for code in ("02", "03", "04", "08", "8A", "11", "12")])
    assert choose_bands(sentinel, RGBN, None, "x", "BEFORE") == ((3, 2, 1, 4), BY_NAME)
    oli = described(*[f"SR_B{code}" for code in range(1, 8)])
    assert choose_bands(oli, RGBN, None, "x", "BEFORE") == ((4, 3, 2, 5), BY_NAME)
    tm = described(*[f"SR_B{code}" for code in (1, 2, 3, 4, 5, 7)])
    assert choose_bands(tm, RGBN, None, "x", "BEFORE") == ((3, 2, 1, 4), BY_NAME)
    # Landsat 5 against Landsat 8: band by band what they have in common.
    found = common(tm, oli)
    assert (found.before, found.after, found.left_out) == ((1, 2, 3, 4, 5, 6), (2, 3, 4, 5, 6, 7), ("SR_B1",))


def test_metadata_of_products(tmp_path) -> None:
    groups = {f"BAND_{name}.absCalFactor": "1" for name in ("C", "B", "G", "Y", "R", "RE", "N", "N2")}
    found, how = choose_bands(with_roles(unnamed(8), "x.tif", {}, {"bandId": "Multi", **groups}), RGBN, None, "x", "AFTER")
    assert (found, how) == ((5, 3, 2, 7), BY_METADATA)
    path = tmp_path / "scene.tif"
    path.write_bytes(b"")
    bands = [
        {"name": "b1", "common_name": "nir"},
        {"name": "b2", "center_wavelength": 0.66},
        {"name": "green"},
        {"name": "blue"},
    ]
    item = {"type": "Feature", "assets": {"data": {"href": "./scene.tif", "eo:bands": bands}}}
    (tmp_path / "scene.json").write_text(json.dumps(item))
    found, how = choose_bands(with_roles(unnamed(4), str(path)), RGBN, None, "x", "AFTER")
    assert (found, how) == ((2, 3, 4, 1), BY_METADATA)
    for broken in ("", "[]", '{"assets": {"data": {"href": "scene.tif", "bands": 3}}}'):
        (tmp_path / "scene.json").write_text(broken)
        assert not any(band.role for band in with_roles(unnamed(4), str(path)))


def test_indices_find_their_bands_by_role() -> None:
    rgbn, bgrn = described("red", "green", "blue", "nir"), described("blue", "green", "red", "nir")
    matched = common(rgbn, bgrn)
    dates = [[rgbn[number - 1] for number in matched.before], [bgrn[number - 1] for number in matched.after]]
    assert index_bands("NDVI", dates) == (3, 0)
    with pytest.raises(JobFailure) as failure:
        index_bands("NDVI", [rgbn, bgrn])  # as the user chose them
    assert failure.value.code == "index_bands_differ"
    assert index_bands("NDVI", [rgbn, unnamed(4)]) == (3, 0)


def test_masks_and_bands_that_are_declared_alpha() -> None:
    rng = random.Random(1)
    assert is_mask([0, 255], [3000, 7000])
    assert is_mask([255], [10000])
    assert is_mask([0, *range(10, 200, 10), 255], [3000, *[5] * 19, 7000])  # soft edges
    assert not is_mask([0, *range(80, 250)], [3000, *[rng.randint(10, 80) for _ in range(170)]])  # near infrared, dark water


LANDSAT_7 = [*(f"band {number} reflectance" for number in (1, 2, 3, 4, 5, 7)), "band 6 temperature"]


def test_numbers_in_the_names_of_bands_win_over_their_order() -> None:
    bands = [RasterBand(index, name) for index, name in enumerate(LANDSAT_7, start=1)]
    found = with_roles(bands, "LE70220492002106EDC00_stack.tif")
    assert [band.role for band in found] == ["blue", "green", "red", "nir", "swir1", "swir2", "thermal"]


def test_the_same_names_match_where_only_one_date_has_a_known_sensor() -> None:
    own = [RasterBand(index, name) for index, name in enumerate(LANDSAT_7, start=1)]
    other = with_roles(own, "LE70220492002106EDC00_stack.tif")
    found = choose_common_bands(DateBands(own, None, "own"), DateBands(other, None, "sensor"))
    assert found.before == found.after == tuple(range(1, 8))


@pytest.mark.parametrize(
    "names",
    [
        "bleu, vert, rouge, proche infrarouge",
        "Bleu, Vert, Rouge, PIR",
        "azul, verde, rojo, infrarrojo cercano",
        "blu, verde, rosso, vicino infrarosso",
        "azul, verde, vermelho, infravermelho pr\u00f3ximo",
        "blauw, groen, rood, nabij-infrarood",
        "niebieski, zielony, czerwony, bliska podczerwie\u0144",
        "\u84dd, \u7eff, \u7ea2, \u8fd1\u7ea2\u5916",
        "\u9752, \u7dd1, \u8d64, \u8fd1\u8d64\u5916",
        "\u0441\u0438\u043d\u0438\u0439, \u0437\u0435\u043b\u0451\u043d\u044b\u0439, "
        "\u043a\u0440\u0430\u0441\u043d\u044b\u0439, \u0431\u043b\u0438\u0436\u043d\u0438\u0439 "
        "\u0438\u043d\u0444\u0440\u0430\u043a\u0440\u0430\u0441\u043d\u044b\u0439",
        "B02_10m, B03_10m, B04_10m, B08_10m",
        "T32UQD_20200101T101010_B02_10m, T32UQD_20200101T101010_B03_10m, T32UQD_20200101T101010_B04_10m, "
        "T32UQD_20200101T101010_B08_10m",
        "LC08_L2SP_193024_20200101_SR_B2, LC08_L2SP_193024_20200101_SR_B3, LC08_L2SP_193024_20200101_SR_B4, "
        "LC08_L2SP_193024_20200101_SR_B5",
        "sur_refl_b03, sur_refl_b04, sur_refl_b01, sur_refl_b02",
        "blue, green, red, nir08",
        "Band 1 (0.4850), Band 2 (0.5600), Band 3 (0.6600), Band 4 (0.8300)",
        "Band 1 (485.0), Band 2 (560.0), Band 3 (660.0), Band 4 (830.0)",
    ],
)
def test_names_as_people_and_products_write_them(names: str) -> None:
    bands = with_roles([RasterBand(index, name) for index, name in enumerate(names.split(", "), 1)])
    assert choose_bands(bands, RGBN, None, "x", "AFTER")[0] == (3, 2, 1, 4)


@pytest.mark.parametrize(
    "names", [("B2", "B3", "B4", "B5"), ("B4", "B3", "B2"), ("band_2", "band_3", "band_4"), ("uno", "dos", "tres")]
)
def test_names_that_mean_nothing_here_are_asked_about(names: tuple[str, ...]) -> None:
    bands = with_roles([RasterBand(index, name) for index, name in enumerate(names, 1)])
    with pytest.raises(JobFailure, match=names[0]):
        choose_bands(bands, RGB, None, "x", "AFTER")
    others = with_roles([RasterBand(index, f"other {name} x") for index, name in enumerate(names, 1)])
    with pytest.raises(JobFailure) as failure:
        choose_common_bands(DateBands(bands, None, "a"), DateBands(others, None, "b"))
    assert failure.value.code == "bands_differ"


@pytest.mark.parametrize(
    "names", [("", "", ""), ("Band 1", "Band 2", "Band 3"), ("b1", "b2", "b3"), ("town_1", "town_2", "town_3"), ("a.tif",) * 3]
)
def test_names_that_are_numbers_are_none(names: tuple[str, ...]) -> None:
    bands = with_roles([RasterBand(index, name) for index, name in enumerate(names, 1)])
    assert choose_bands(bands, RGB, None, "x", "AFTER") == ((1, 2, 3), "bands_by_order")


@pytest.mark.parametrize("name", ["Band {}", "Layer_{}", "band_{}", "Channel {}"])
def test_names_that_are_places_match_no_bands(name: str) -> None:
    """GDAL names the bands of an .img file so: "Layer_1" of four bands is not "Layer_1" of one."""
    four, one = (
        DateBands(with_roles([RasterBand(index, name.format(index)) for index in range(1, count + 1)]), None, "x")
        for count in (4, 1)
    )
    with pytest.raises(JobFailure) as failure:
        choose_common_bands(four, one)
    assert failure.value.code == "bands_differ"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Shortwave Infrared 1", "swir1"),
        ("Short Wave Infrared 2", "swir2"),
        ("Mid Infrared", "swir"),
        ("Infrarouge moyen", "swir"),
        ("Kurzwelliges Infrarot 1", "swir1"),
        ("Thermal Infrared", "thermal"),
        ("Infrarrojo t\u00e9rmico", "thermal"),
        ("nahinfrarot", "nir"),
        ("VNIR", ""),
        ("vertical", ""),
    ],
)
def test_infrared_is_not_all_near(name: str, role: str) -> None:
    assert role_of_name(name) == role


@pytest.mark.parametrize(
    "tags",
    [
        {"wavelength": "665 nm"},
        {"wavelength": "0.665 micrometer"},
        {"wavelength": "0.665", "wavelength_units": "um"},
        {"WAVELENGTH": "665", "WAVELENGTH_UNIT": "nm"},
        {"wavelength": "6.65e-7"},
        {"center_wavelength": "0.665"},
        {"wavelength": "665.0", "wavelength_units": "Unknown"},
    ],
)
def test_wavelengths_as_files_write_them(tags: dict[str, str]) -> None:
    assert wavelength_nm(tags, {}) == pytest.approx(665)
    assert wavelength_nm({}, {"CENTRAL_WAVELENGTH_UM": "0.665"}) == pytest.approx(665)
    assert wavelength_nm({**tags, **dict.fromkeys(tags, "nan")}, {}) is None


@pytest.mark.parametrize(
    ("names", "roles"),
    [
        (("SR_B2", "SR_B3", "SR_B4", "SR_B5"), ("", "", "", "")),  # Landsat 8: blue .. nir; 5: green .. swir1
        (("SR_B1", "SR_B2", "SR_B3", "SR_B4"), ("blue", "green", "red", "nir")),
        (("SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B6"), ("blue", "green", "red", "nir", "swir1")),
        (
            ("SR_B1", "SR_B2", "SR_B3", "SR_B4", "SR_B5", "ST_B6", "SR_B7"),
            ("blue", "green", "red", "nir", "swir1", "thermal", "swir2"),
        ),
        (("SR_B3", "SR_B4", "SR_B5", "ST_B10"), ("green", "red", "nir", "thermal")),
        (("SR_B3", "SR_B4", "ST_B6"), ("red", "nir", "thermal")),
        (("B8", "B4", "B3", "B2"), ("nir", "red", "green", "blue")),
        (("B2", "B3", "B4", "B11", "B12"), ("blue", "green", "red", "swir1", "swir2")),
        (("B2", "B3", "B4"), ("", "", "")),  # of Sentinel-2 and Landsat 8 blue, green, red; of Landsat 5 green, red, nir
    ],
)
def test_codes_that_several_sensors_have_are_not_guessed(names: tuple[str, ...], roles: tuple[str, ...]) -> None:
    assert tuple(band.role for band in with_roles(described(*names))) == roles


def test_short_names_of_files_decide_whose_codes_the_bands_have() -> None:
    def found(path: str, *names: str) -> list[str]:
        return [band.role for band in with_roles(described(*names), path)]

    assert found("/maps/L8_2020.tif", "B2", "B3", "B4", "B5") == ["blue", "green", "red", "nir"]
    assert found("/maps/L5_2010.tif", "B2", "B3", "B4", "B5") == ["green", "red", "nir", "swir1"]
    assert found("/maps/town_s2_2020.tif", "B4", "B3", "B2") == ["red", "green", "blue"]
    assert found("/maps/L8_2020.tif", "", "", "", "") == ["", "", "", ""]  # they do not decide on an order


def test_names_that_mean_nothing_here_are_no_order() -> None:
    known = described("", "", "", "", colours=("red", "green", "blue", "undefined"))
    with pytest.raises(JobFailure) as failure:
        common(known, described("B2", "B1", "B0", "B3"))
    assert failure.value.code == "bands_differ"
    assert common(known, described("Band 1", "Band 2", "Band 3", "Band 4")).assumed


def test_groups_of_an_imd_that_gdal_has_sorted() -> None:
    def roles(*groups: str, band_id: str = "") -> list[str]:
        imd = {f"BAND_{name}.absCalFactor": "1" for name in groups}
        return [band.role for band in with_roles(unnamed(len(groups)), "x.tif", {}, {"bandId": band_id, **imd})]

    assert roles("B", "C", "G", "N", "N2", "R", "RE", "Y", band_id='"Multi"')[:3] == ["coastal", "blue", "green"]
    assert roles("B", "G", "N", "R") == ["blue", "green", "red", "nir"]
    assert roles("B", "G", "R", band_id='"RGB"') == ["red", "green", "blue"]
    assert roles("G", "N", "R", band_id="NRG") == ["nir", "red", "green"]
    assert roles("R", "G", "B") == ["red", "green", "blue"]


@pytest.mark.parametrize("codes", [("B4", "B3", "B2", "B5"), ("B2", "B3", "B4", "B5")])
def test_bands_of_a_virtual_raster_are_named_after_their_files(codes: tuple[str, ...]) -> None:
    def virtual(*files: str) -> str:
        bands = (
            f'<VRTRasterBand band="1"><SourceFilename relativeToVRT="1">{name}</SourceFilename></VRTRasterBand>'
            for name in files
        )
        return f"<VRTDataset>{''.join(bands)}</VRTDataset>"

    files = [f"../LC08_L2SP_190024_20200101_20200113_02_T1_SR_{code}.TIF" for code in codes]
    found, how = choose_bands(with_roles(unnamed(4), "stack.vrt", virtual=virtual(*files)), RGBN, None, "x", "BEFORE")
    assert (found, how) == (tuple(codes.index(code) + 1 for code in ("B4", "B3", "B2", "B5")), BY_NAME)
    assert with_roles(unnamed(2), "stack.vrt", virtual=virtual("town_2019.tif", "town_2021.tif")) == tuple(unnamed(2))
    assert with_roles(unnamed(3), "stack.vrt", virtual=virtual(*["rgb_b4.tif"] * 3)) == tuple(unnamed(3))


@pytest.mark.parametrize(
    "names",
    [
        ("Yakın kızılötesi", "Kırmızı", "Yeşil", "Mavi"),  # noqa: RUF001
        ("Ближній інфрачервоний", "Червоний", "Зелений", "Синій"),
        ("Εγγύς υπέρυθρο", "Κόκκινο", "Πράσινο", "Μπλε"),
        ("Inframerah dekat", "Merah", "Hijau", "Biru"),
        ("تحت الحمراء", "أحمر", "أخضر", "أزرق"),
    ],
)
def test_more_languages(names: tuple[str, ...]) -> None:
    assert [role_of_name(name) for name in names] == ["nir", "red", "green", "blue"]
