"""``groundshift:changereport`` in the worker: pictures, list, areas, accuracy, and what a page may not do."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import threading
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pyproj
import pytest
import rasterio
import shapely
from PIL import Image
from rasterio.enums import Resampling

from groundshift.plugin.engine.change_report.make_report import change_report
from groundshift.plugin.engine.change_report.pictures import PictureReader
from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.change_report import ChangeReportJob
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.messages import render, render_log
from groundshift.plugin.jobs.sources import RasterSource, VectorSource
from groundshift.tests.helpers.browser import Browser, find_chromium
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, changed, texture, write_raster
from groundshift.tests.helpers.vectors import write_features

HEIGHT, WIDTH = 200, 260
SQUARES = [(20, 30, 30, 40), (100, 150, 20, 20), (150, 40, 10, 12), (60, 200, 8, 8)]  # row, col, height, width
HOSTILE = "<img src=x onerror=alert(1)>\"&'"


def box(row: int, col: int, height: int, width: int) -> Any:
    """The outline of pixels."""
    return shapely.box(LEFT + col * GSD, TOP - (row + height) * GSD, LEFT + (col + width) * GSD, TOP - row * GSD)


class Page(HTMLParser):
    """The elements of a page: (tag, attributes), the texts of the list's cells by row, and the size of each picture."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.elements: list[tuple[str, dict[str, Optional[str]]]] = []
        self.rows: list[list[str]] = []
        self._cell = self._listed = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Optional[str]]]) -> None:
        values = dict(attrs)
        self.elements.append((tag, values))
        if tag == "tr" and "data-for" in values:
            self._listed = True
            self.rows.append([])
        if tag == "td" and self._listed:
            self._cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag != "td"
        self._listed = self._listed and tag != "tr"

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[-1][-1] += data

    def pictures(self) -> list[Image.Image]:
        """All pictures, the overview's first."""
        sources = [str(values["src"]) for tag, values in self.elements if tag == "img"]
        assert all(source.startswith("data:image/jpeg;base64,") for source in sources)
        return [Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))) for source in sources]


@dataclass
class Reporter:
    """Runs the job in a folder of its own."""

    folder: Path
    before: Path
    after: Path
    events: list[Event]

    def polygons(self, shapes: list[Any], **fields: Any) -> VectorSource:
        path = write_features(self.folder / "polygons.gpkg", shapes, fields, crs=None)
        return VectorSource("POLYGONS", "changes", path, "EPSG:32645")

    def __call__(self, polygons: VectorSource, stop: Any = None, **changes: Any) -> dict[str, Any]:
        (self.folder / "scratch").mkdir(exist_ok=True)
        values = {
            "before": RasterSource("BEFORE", "old", str(self.before), date="2015-05-01"),
            "after": RasterSource("AFTER", "new", str(self.after), date="2021-08-01"),
            "report": str(self.folder / "report.html"),
            **changes,
        }
        job = ChangeReportJob(polygons, scratch=str(self.folder / "scratch"), **values)
        return change_report(job, JobContext(self.events.append, stop or threading.Event()))

    def page(self, polygons: VectorSource, **changes: Any) -> Page:
        return Page(Path(self(polygons, **changes)["REPORT"]).read_text(encoding="utf-8"))

    @property
    def log(self) -> str:
        return "\n".join(render_log(event.code, event.values) for event in self.events if isinstance(event, Log))


@pytest.fixture
def reporter(tmp_path: Path) -> Reporter:
    before = texture(HEIGHT, WIDTH)
    paths = write_raster(tmp_path / "a.tif", before), write_raster(tmp_path / "b.tif", changed(before, SQUARES))
    return Reporter(tmp_path, *paths, [])


@pytest.fixture
def reviewed(reporter: Reporter) -> VectorSource:
    """Two accepted changes, a rejected and an undecided one."""
    return reporter.polygons(
        [box(*square) for square in SQUARES],
        uuid=["a", "b", "c", "d"],
        **{"class": ["building", "road", "building", "road"]},
        review_class=[None, "building", None, None],
        review_status=["accepted", "accepted", "rejected", None],
        review_comment=["new hall", None, None, None],
        confidence=["0.91", None, "0.4", "0.3"],
    )


def test_accepted_changes_have_a_row_and_two_pictures_each(reporter: Reporter, reviewed: VectorSource) -> None:
    found = reporter(reviewed)
    page = Page(Path(found["REPORT"]).read_text(encoding="utf-8"))
    assert (found["COUNT"], found["PICTURES"]) == (2, 2)
    expected = sum(abs(pyproj.Geod(ellps="WGS84").geometry_area_perimeter(degrees(box(*one)))[0]) for one in SQUARES[:2])
    assert found["AREA"] == pytest.approx(expected, rel=1e-6)
    assert [row[:4] for row in page.rows] == [["1", "building", "300", "0.91"], ["2", "building", "100", ""]]
    assert page.rows[0][-2:] == ["accepted", "new hall"]
    middle = degrees(shapely.point_on_surface(box(*SQUARES[0])))
    assert [float(text) for text in page.rows[0][4:6]] == pytest.approx([middle.y, middle.x], abs=1e-6)
    assert len(page.pictures()) == 2 + 2 * 2
    assert "Reviewed by people: 2 accepted, 0 added, 1 rejected, 1 undecided." in page.text
    assert "EPSG:32645" in page.text
    anchors = {values["id"] for tag, values in page.elements if tag == "figure" and "id" in values}
    assert anchors == {"c1", "c2"} == {values["data-for"] for tag, values in page.elements if "data-for" in values}


def degrees(shape: Any) -> Any:
    transformer = pyproj.Transformer.from_crs(32645, 4326, always_xy=True)
    return shapely.transform(shape, lambda points: np.column_stack(transformer.transform(*points.T)))


def test_pictures_show_the_ground_around_the_change_with_its_outline(reporter: Reporter, reviewed: VectorSource) -> None:
    page = reporter.page(reviewed)
    before, after = (np.asarray(picture).astype(int) for picture in page.pictures()[2:4])
    assert before.shape == after.shape == (80, 80, 3)  # the least surroundings, in the image's own pixels
    difference = np.abs(after - before).mean(axis=2)
    row, col, height, width = SQUARES[0]
    top, left = row + height // 2 - 40, col + width // 2 - 40  # of the picture, in the image
    inside = np.zeros((80, 80), bool)
    inside[row - top + 2 : row - top + height - 2, col - left + 2 : col - left + width - 2] = True
    around = np.zeros((80, 80), bool)
    around[row - top - 3 : row - top + height + 3, col - left - 3 : col - left + width + 3] = True
    valid = np.zeros((80, 80), bool)
    valid[max(0, -top) :, max(0, -left) :] = True
    assert difference[inside].min() > 60
    assert np.median(difference[valid & ~around]) < 8
    (path,) = re.findall(r'<g id="p1"><path d="([^"]+)"', page.text)
    points = np.array([[float(number) for number in point.split()] for point in re.split("[MLZ]", path) if point])
    assert points.min(axis=0).tolist() == [col - left, row - top]
    assert points.max(axis=0).tolist() == [col - left + width, row - top + height]


def test_texts_of_layers_are_no_code_and_nothing_is_loaded(reporter: Reporter) -> None:
    polygons = reporter.polygons(
        [box(*SQUARES[0])], **{"class": [HOSTILE]}, review_status=["accepted"], review_comment=[f"</td><script>{HOSTILE}"]
    )
    page = reporter.page(
        polygons,
        title=HOSTILE,
        author=HOSTILE,
        notes=f"</div>{HOSTILE}",
        before=RasterSource("BEFORE", HOSTILE, str(reporter.before)),
        origin={"algorithm": HOSTILE, "model": {"id": HOSTILE}, "parameters": {HOSTILE: HOSTILE}},
        provenance={"inputs": HOSTILE},
        colors=((HOSTILE, "#ff0000"),),
    )
    assert not [values for _, values in page.elements if any(name.startswith("on") for name in values)]
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert {tag for tag, _ in page.elements}.isdisjoint({"link", "iframe", "object", "embed", "base", "form"})
    for tag, values in page.elements:
        assert str(values.get("src", "data:")).startswith("data:"), tag
        assert str(values.get("href", "#")).startswith("#"), tag
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org)", page.text)
    (policy,) = [values["content"] for tag, values in page.elements if values.get("http-equiv") == "Content-Security-Policy"]
    script = page.text.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    assert page.rows[0][1] == HOSTILE
    assert HOSTILE in page.rows[0][-1]


def test_what_a_keyboard_and_a_screen_reader_need(reporter: Reporter, reviewed: VectorSource) -> None:
    page = reporter.page(reviewed, language="de")
    assert ("html", {"lang": "de"}) in page.elements
    images = [values for tag, values in page.elements if tag == "img"]
    assert [values["alt"] for values in images[2:4]] == [f"{day}, change 1, building" for day in ("2015-05-01", "2021-08-01")]
    sliders = [values for tag, values in page.elements if tag == "input" and values.get("type") == "range"]
    assert len(sliders) == 3
    assert all(values["aria-label"] for values in sliders)
    assert all(values.get("aria-hidden") == "true" for tag, values in page.elements if tag == "svg")
    heads = [tag for tag, values in page.elements if tag == "button" and values.get("title")]
    assert len(heads) == 8  # all columns can be sorted by
    for rule in ("prefers-color-scheme:dark", "@media print"):
        assert rule in page.text


@pytest.mark.skipif(find_chromium() is None, reason="needs a Chromium")
def test_the_page_is_used_offline_in_a_browser(reporter: Reporter, reviewed: VectorSource, tmp_path: Path) -> None:
    """Swiped by mouse and keys, searched, sorted, without its outlines."""
    report = Path(reporter(reviewed, shown="all")["REPORT"])
    shown = "[...document.querySelectorAll('#gallery figure')].filter(e => e.offsetParent).map(e => e.id).join()"
    rows = "[...document.querySelectorAll('#list tbody tr')].filter(e => e.offsetParent).map(e => e.dataset.for).join()"
    cut = "document.querySelector('#gallery figure').style.getPropertyValue('--cut')"
    with Browser(str(find_chromium()), tmp_path / "browser") as page:
        page.cut_off(True)
        page.screen(1000, 900)
        page.open(report.as_uri())
        everything = page.run(shown)
        assert everything == page.run(rows)
        assert everything.count(",") == len(SQUARES) - 1
        page.run("document.querySelector('#gallery .swipe').focus()")
        page.press("ArrowRight")
        assert page.run(cut) == "51%"
        page.run(
            "(() => { const pair = document.querySelector('#gallery .pair'), box = pair.getBoundingClientRect();"
            "pair.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, buttons: 1, isPrimary: true,"
            " clientX: box.left + box.width / 4, clientY: box.top + 5})); })()"
        )
        assert float(page.run(cut).rstrip("%")) == pytest.approx(25, abs=1)
        page.run("document.getElementById('search').focus()")
        page.write("road")
        assert page.run(shown) == page.run(rows) != everything
        assert page.run(rows).count(",") == 0
        page.run(
            "(() => { const s = document.getElementById('search'); s.value = ''; s.dispatchEvent(new Event('input')); })()"
        )
        page.run("document.querySelectorAll('#list th button')[2].click()")
        assert page.run(rows) != everything
        assert sorted(page.run(rows).split(",")) == sorted(everything.split(","))
        assert page.run(shown) == page.run(rows)
        page.run("document.getElementById('outlines').click()")
        assert page.run("getComputedStyle(document.querySelector('#gallery svg')).display") == "none"
        assert page.messages.empty()


@pytest.mark.slow
def test_a_thousand_changes_take_less_than_20_mb(tmp_path: Path) -> None:
    """Pictures of pure noise, which JPEG makes the least of, and outlines of many corners."""
    side, count = 1400, 1000
    noise = np.random.default_rng(0).integers(0, 256, (3, side, side), dtype=np.uint8)
    paths = [write_raster(tmp_path / name, noise, tiled=True, blockxsize=256, blockysize=256) for name in ("a.tif", "b.tif")]
    reporter = Reporter(tmp_path, *paths, [])
    random = np.random.default_rng(1)
    places = random.uniform(60, side - 60, (count, 2))
    turns = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    shapes = []
    for row, col in places:
        radius = 40 * random.uniform(0.7, 1, len(turns))
        x, y = LEFT + (col + radius * np.cos(turns)) * GSD, TOP - (row + radius * np.sin(turns)) * GSD
        shapes.append(shapely.Polygon(np.column_stack([x, y])))
    keys = [f"key-{number}" for number in range(count)]
    polygons = reporter.polygons(shapes, **{"class": keys}, review_status=["accepted"] * count, review_comment=["seen"] * count)
    found = reporter(polygons)
    assert (found["COUNT"], found["PICTURES"]) == (count, count)
    path = Path(found["REPORT"])
    assert 5e6 < path.stat().st_size < 20e6
    page = Page(path.read_text(encoding="utf-8"))
    assert sorted(row[1] for row in page.rows) == sorted(keys)
    cards = [values["id"] for tag, values in page.elements if tag == "figure" and values.get("class") == "change"]
    assert cards == [f"c{number}" for number in range(1, count + 1)]
    assert min(min(picture.size) for picture in page.pictures()) >= 96


def test_all_polygons_and_another_class(reporter: Reporter) -> None:
    polygons = reporter.polygons([box(*square) for square in SQUARES], **{"class": ["x", "x", "y", None]})
    page = reporter.page(polygons, shown="all", colors=(("x", "#123456"),))
    assert [row[1] for row in page.rows] == ["x", "x", "y", "change"]
    assert "They were not reviewed" in page.text
    assert "background:#123456" in page.text


def test_the_largest_changes_have_pictures(reporter: Reporter) -> None:
    polygons = reporter.polygons([box(*square) for square in SQUARES])
    page = reporter.page(polygons, shown="all", most_crops=1)
    assert len(page.rows) == 4
    assert len(page.pictures()) == 2 + 2
    assert "The 3 smallest changes have no pictures." in page.text
    assert "3 smallest changes" in reporter.log


def test_areas_with_intervals(reporter: Reporter, reviewed: VectorSource, tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    head = [
        "value", "class", "mapped_ha", "estimated_ha", "ci95_ha", "low_ha", "high_ha", "estimated_share", "standard_error",
        "users_accuracy", "users_ci95", "producers_accuracy", "producers_ci95", "points_mapped", "points_reference",
    ]  # fmt: skip
    row = [1, "Building", "0.0400", "0.0520", "0.0110", 0, 0, 0.1, 0.01, "0.91", "0.05", "0.7", "0.1", 50, 50]
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([head, row])
    page = reporter.page(reviewed, accuracy=str(path))
    assert "0.05 ± 0.01 ha" in page.text
    assert "From an interpreted random sample (areas.csv)" in page.text
    assert "0.910 ± 0.050" in page.text
    assert "no confidence interval" not in page.text
    assert "no confidence interval" in reporter.page(reviewed).text


def test_the_reports_of_the_accuracy_tools_are_read_again(reporter: Reporter, reviewed: VectorSource, tmp_path: Path) -> None:
    origin = json.dumps({"algorithm": "groundshift:estimatearea"})
    rows = "<tr><td>building</td><td>1.00</td><td>1,234.50</td><td>± 56.70</td><td>0.9</td><td>0.8</td></tr>"
    estimate = tmp_path / "estimate.html"
    estimate.write_text(f"<table><tr><th>Klasse</th></tr>{rows}</table><pre>{origin}</pre>", encoding="utf-8")
    assert "1,234.50 ± 56.70 ha" in reporter.page(reviewed, accuracy=str(estimate)).text
    measures = tmp_path / "measures.json"
    classes = [{"name": "building", "precision": 0.75, "recall": 0.5, "f1": 0.6, "iou": 0.4}]
    measures.write_text(json.dumps({"accuracy": 0.97, "f1": 0.6, "kappa": 0.55, "classes": classes}), encoding="utf-8")
    page = reporter.page(reviewed, accuracy=str(measures))
    assert "0.7500" in page.text
    assert "0.9700" in page.text
    assert "From a comparison with a reference" in page.text
    areas = tmp_path / "areas.csv"
    columns = "class,mapped_ha,estimated_ha,ci95_ha,users_accuracy,users_ci95,producers_accuracy,producers_ci95"
    areas.write_text(f'{columns}\r\n"two\nlines\u2028",1,2,3,,,,\r\nbuilding,1,987.5,65.4,,,,\r\n', encoding="utf-8")
    assert "987.50 ± 65.40 ha" in reporter.page(reviewed, accuracy=str(areas)).text
    other = tmp_path / "other.html"
    other.write_text("<table><tr><td>1</td></tr></table>", encoding="utf-8")
    for path in (other, tmp_path / "missing.csv", tmp_path / "a.tif"):
        with pytest.raises(JobFailure) as failure:
            reporter(reviewed, accuracy=str(path))
        assert failure.value.code == "report_accuracy_file"


def test_the_mask_gives_the_share_of_the_compared_area(reporter: Reporter, reviewed: VectorSource, tmp_path: Path) -> None:
    mask = np.zeros((1, HEIGHT, WIDTH), np.uint8)
    mask[0, 20:50, 30:70] = 1
    mask[0, :, WIDTH // 2 :] = 255
    path = write_raster(tmp_path / "mask.tif", mask, nodata=255)
    found = reporter(reviewed, mask=RasterSource("MASK", "mask", str(path)))
    share = found["AREA"] / (HEIGHT * WIDTH / 2 * GSD**2)
    text = Path(found["REPORT"]).read_text(encoding="utf-8")
    assert float(text.partition("Share of the compared area<b>")[2].partition("%")[0]) / 100 == pytest.approx(share, rel=3e-3)


def test_both_dates_have_the_same_contrast(tmp_path: Path, reviewed: VectorSource) -> None:
    before = texture(HEIGHT, WIDTH).astype(np.uint16) * 40
    bright = (before + 2000).astype(np.uint16)
    paths = write_raster(tmp_path / "p.tif", before), write_raster(tmp_path / "q.tif", bright)
    reporter = Reporter(tmp_path, *paths, [])
    page = reporter.page(reviewed)
    assert "Both dates are shown with the same contrast." in page.text
    old, new = (np.asarray(picture).astype(float) for picture in page.pictures()[:2])
    low, high = np.percentile(np.concatenate([before, bright], axis=None), (2, 98))
    assert new.mean() - old.mean() == pytest.approx(2000 / (high - low) * 255, abs=14)  # shades of the same scale
    other = write_raster(tmp_path / "r.tif", texture(HEIGHT, WIDTH).astype(np.float32) / 1000)
    page = Reporter(tmp_path, paths[0], other, []).page(reviewed)
    assert "The contrast of each date is adjusted by itself" in page.text
    assert np.asarray(page.pictures()[1]).std() > 20


def test_grids_may_differ_in_crs_and_pixels(reporter: Reporter, reviewed: VectorSource, tmp_path: Path) -> None:
    """The earlier date in degrees and with pixels of twice the size shows the same ground."""
    with rasterio.open(reporter.before) as dataset:
        transform, width, height = rasterio.warp.calculate_default_transform(
            dataset.crs, "EPSG:4326", dataset.width, dataset.height, *dataset.bounds, resolution=9e-6
        )
        values = np.zeros((3, height, width), np.uint8)
        rasterio.warp.reproject(
            rasterio.band(dataset, (1, 2, 3)),
            values,
            dst_transform=transform,
            dst_crs="EPSG:4326",
            resampling=Resampling.average,
        )
    profile = {"driver": "GTiff", "height": height, "width": width, "count": 3, "dtype": "uint8", "photometric": "rgb"}
    with rasterio.open(tmp_path / "d.tif", "w", crs="EPSG:4326", transform=transform, **profile) as dataset:
        dataset.write(values)
    plain = [np.asarray(picture).astype(float) for picture in reporter.page(reviewed).pictures()[2:4]]
    reporter.before = tmp_path / "d.tif"
    warped = [np.asarray(picture).astype(float) for picture in reporter.page(reviewed).pictures()[2:4]]
    middle = (slice(20, 60), slice(20, 60))
    assert np.abs(warped[1] - plain[1])[middle].mean() < 3
    assert np.corrcoef(warped[0][middle].ravel(), plain[0][middle].ravel())[0, 1] > 0.8


def test_overviews_of_a_file_are_used(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.full((1, 512, 512), 50, np.uint8))
    with rasterio.open(path, "r+") as dataset:
        dataset.build_overviews([2, 4], Resampling.nearest)
    with PictureReader(RasterSource("BEFORE", "old", str(path))) as reader:
        grid = reader.raster.native_grid
        coarse = type(grid)(grid.crs, grid.left, grid.top, grid.xres * 4, grid.yres * 4, 128, 128)
        pixels = reader.read(coarse, coarse.window)
        assert pixels.values.shape == (1, 128, 128)
        assert (pixels.values == 50).all()
        assert pixels.valid.all()
        assert reader.levels_in_use == (1,)
        reader.read(grid, grid.window)
        assert reader.levels_in_use == (1,)


def test_places_without_imagery(reporter: Reporter) -> None:
    far = shapely.affinity.translate(box(*SQUARES[1]), 500, 0)
    polygons = reporter.polygons([box(*SQUARES[0]), far], review_status=["accepted", "missed"])
    page = reporter.page(polygons)
    assert len(page.rows) == 2
    assert len(page.pictures()) == 4
    assert "One of the images has no data here." in page.text
    assert "1 changes lie where one of the images has no data." in reporter.log


@pytest.mark.parametrize(
    ("fields", "code", "words"),
    [
        ({"review_status": ["rejected", None]}, "report_nothing_accepted", "1 of 2 are undecided and 1 are rejected"),
        ({"class": ["a", "b"]}, "report_not_reviewed", "was not reviewed"),
    ],
)
def test_nothing_accepted(reporter: Reporter, fields: dict[str, Any], code: str, words: str) -> None:
    polygons = reporter.polygons([box(*square) for square in SQUARES[:2]], **fields)
    with pytest.raises(JobFailure) as failure:
        reporter(polygons)
    assert failure.value.code == code
    assert words in render(code, failure.value.parameter, failure.value.values)
    assert not (reporter.folder / "report.html").exists()


def test_features_without_ground_are_left_out(reporter: Reporter) -> None:
    shapes = [None, box(*SQUARES[0]), shapely.Polygon(), box(*SQUARES[1])]
    polygons = reporter.polygons(shapes, review_status=["accepted"] * 4, **{"class": ["a", "b", "c", "d"]})
    assert [row[1] for row in reporter.page(polygons).rows] == ["b", "d"]


def test_polygons_outside_the_images_and_a_missing_image(reporter: Reporter, reviewed: VectorSource) -> None:
    far = reporter.polygons([shapely.affinity.translate(box(*SQUARES[0]), 50_000, 0)], review_status=["accepted"])
    with pytest.raises(JobFailure) as failure:
        reporter(far)
    assert failure.value.code == "report_outside"
    reporter.before.unlink()
    with pytest.raises(JobFailure) as failure:
        reporter(reviewed)
    assert (failure.value.code, failure.value.parameter) == ("raster_missing", "BEFORE")


def test_a_cancelled_report_leaves_nothing(reporter: Reporter, reviewed: VectorSource) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        reporter(reviewed, stop=stop)
    assert not (reporter.folder / "report.html").exists()
    assert not (reporter.folder / "scratch").exists()


def test_pages_for_print(reporter: Reporter, reviewed: VectorSource) -> None:
    pages = reporter.folder / "pages"
    pages.mkdir()
    reporter(reviewed, pages=str(pages), notes=HOSTILE)
    texts = [path.read_text(encoding="utf-8") for path in sorted(pages.glob("*.html"))]
    assert len(texts) == 3  # front, changes, back
    assert HOSTILE not in texts[0]
    assert "&lt;img src=x" in texts[0]
    named = re.findall(r'<img src="([^"]+)"', "".join(texts))
    assert len(named) == 2 + 2 * 2
    assert all((pages / name).is_file() for name in named)
    drawn = np.asarray(Image.open(pages / "c1b.jpg")).astype(int)
    assert (drawn[..., 0] - drawn[..., 2] > 80)[3:-3, 3:-3].sum() > 30  # the outline, in the red of the first class
