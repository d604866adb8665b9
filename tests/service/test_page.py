"""The page of the service in a real browser: the whole way, by keyboard, on a phone, in the dark, and when something fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import numpy as np
import pytest
import rasterio
from PIL import Image

from groundshift.tests.helpers.browser import Browser, find_chromium
from groundshift.tests.helpers.rasters import changed, texture, write_raster
from groundshift.tests.helpers.service import Client, WaitingWorkers, serving

CHROMIUM = find_chromium()
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium")
SIDE = 120
FINISHED = "!document.getElementById('result').hidden || !document.getElementById('error').hidden"
_NAMED = ("button", "slider", "spinbutton", "checkbox", "combobox", "image")
# Red, green, blue, alpha of the picture as it is on the screen.
PIXELS = (
    "(() => { const c = document.getElementById('picture');"
    " return [c.width, c.height, ...c.getContext('2d').getImageData(0, 0, c.width, c.height).data]; })()"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(str(CHROMIUM), tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture(scope="module")
def images() -> tuple[np.ndarray, np.ndarray]:
    """Two dates of 120 x 120 pixels; roofs that the bundled model takes for new buildings stand in the later one."""
    before = texture(SIDE, SIDE)
    return before, changed(before, [(30, 40, 40, 50)])


@pytest.fixture(scope="module")
def pair(images: tuple[np.ndarray, np.ndarray], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pair")
    return [write_raster(folder / f"{name}.tif", image) for name, image in zip(("old", "new"), images)]


@pytest.fixture
def page(browser: Browser, client: Client) -> Browser:
    """The page, with the token entered."""
    return enter(browser, client)


def enter(browser: Browser, client: Client) -> Browser:
    browser.screen(1000, 900)
    browser.open(f"{client.url}/")
    browser.run("sessionStorage.clear()")
    browser.run(f"sessionStorage.setItem('groundshift-token', '{client.token}')")
    browser.open(f"{client.url}/?again")
    browser.wait("document.getElementById('model').options.length > 0")
    while not browser.messages.empty():
        browser.messages.get()
    return browser


def choose(page: Browser, files: list[Path]) -> None:
    """Choose both images, and wait until both are shown."""
    for name, path in zip(("before", "after"), files):
        page.choose_files(f"#{name}-file", [path])
    page.wait("document.querySelectorAll('.drop .shown:not([hidden])').length === 2")


def find_changes(page: Browser) -> None:
    page.run("document.getElementById('run').click()")
    page.wait(FINISHED)
    assert page.run("document.getElementById('error').textContent") == ""


def set_value(page: Browser, name: str, value: Any) -> None:
    page.run(f"(e => {{ e.value = {value}; e.dispatchEvent(new Event('input')); }})(document.getElementById('{name}'))")


def shown_pixels(page: Browser) -> np.ndarray:
    width, height, *values = page.run(PIXELS)
    return np.array(values, np.uint8).reshape(height, width, 4)


def download(page: Browser, output: str) -> Path:
    for path in page.downloads.iterdir():
        path.unlink()
    page.run("document.getElementById('saved').textContent = ''")
    page.run(f"document.getElementById('{output}').click()")
    path = page.wait_for_file()
    page.wait("document.getElementById('saved').textContent.includes('downloaded')")
    return path


def read(path: Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read(1)


@pytest.mark.slow
def test_the_whole_way(page: Browser, client: Client, pair: list[Path], images: tuple[np.ndarray, np.ndarray]) -> None:
    choose(page, pair)
    assert "120 pixels of 0.5 m" in page.run("document.querySelector('[data-date=before] .facts').textContent")
    assert page.run("document.querySelector('#model').value") == "buildings-siamese"
    find_changes(page)
    assert page.run("document.activeElement.id") == "result-title"

    inputs = {name: client.link(path) for name, path in zip(("before", "after"), pair)}
    answer = client.execute("detect_change", {**inputs, "model": "buildings-siamese"})
    job = answer.json()["jobID"]
    client.ended(job)
    folder = Path(client.service.runner.folder_of(job).outputs)
    probability, mask = read(folder / "probability.tif"), read(folder / "mask.tif")
    assert 0 < (probability >= 0.5).sum() < probability.size
    assert np.array_equal(read(download(page, "mask")), mask)

    set_value(page, "swipe", 50)
    page.run("document.getElementById('shown').click()")  # without the changes
    picture = shown_pixels(page)
    for part, image in ((np.s_[:, : SIDE // 2 - 1], images[0]), (np.s_[:, SIDE // 2 + 1 :], images[1])):
        assert np.array_equal(picture[part][..., :3], np.moveaxis(image, 0, -1)[part])
    page.run("document.getElementById('shown').click()")
    set_value(page, "threshold", 0.2)
    coloured = (shown_pixels(page) != picture).any(axis=-1)
    expected = np.rint(probability * 255) >= np.ceil(0.2 * 255)
    divider = [SIDE // 2 - 1, SIDE // 2]
    assert np.array_equal(np.delete(coloured, divider, 1), np.delete(expected, divider, 1))
    assert "% of the area changed" in page.run("document.getElementById('area').textContent")

    set_value(page, "least", 0)
    moved = read(download(page, "mask"))
    assert np.array_equal(moved == 1, probability >= 0.2)
    assert download(page, "polygons").suffix == ".gpkg"
    assert page.messages.empty()


@pytest.mark.slow
def test_pictures_without_a_place(
    page: Browser, images: tuple[np.ndarray, np.ndarray], pair: list[Path], tmp_path: Path
) -> None:
    choose(page, pair)
    find_changes(page)
    expected = read(download(page, "mask"))
    files = [tmp_path / "old.png", tmp_path / "new.png"]
    for path, image in zip(files, images):
        Image.fromarray(np.moveaxis(image, 0, -1)).save(path)
    choose(page, files)
    assert page.run("!document.getElementById('pixel-row').hidden")
    set_value(page, "pixel", 0.5)
    find_changes(page)
    mask = download(page, "mask")
    assert np.array_equal(read(mask), expected)
    with rasterio.open(mask) as dataset:
        assert dataset.res == (0.5, 0.5)


def test_one_image_with_a_place_and_one_without(page: Browser, pair: list[Path], tmp_path: Path) -> None:
    Image.fromarray(np.zeros((SIDE, SIDE, 3), np.uint8)).save(tmp_path / "new.jpg")
    choose(page, [pair[0], tmp_path / "new.jpg"])
    page.wait("document.getElementById('why').textContent.includes('states where it lies')")
    assert page.run("document.getElementById('run').disabled")


@pytest.mark.parametrize("names", [["first.png", "second.png"], ["town.2019.png", "town.2023.png"]], ids=str)
def test_both_images_are_dropped_at_once(page: Browser, names: list[str]) -> None:
    page.run(
        """(async () => {
          const picture = new OffscreenCanvas(64, 48);
          picture.getContext('2d').fillRect(0, 0, 64, 48);
          const blob = await picture.convertToBlob();
          const held = new DataTransfer();
          for (const name of NAMES) held.items.add(new File([blob], name));
          const [box] = document.querySelectorAll('.drop');
          box.dispatchEvent(new DragEvent('drop', { dataTransfer: held, bubbles: true, cancelable: true }));
        })()""".replace("NAMES", str(names))
    )
    page.wait("!document.getElementById('run').disabled")
    facts = page.run("[...document.querySelectorAll('.drop .facts')].map(e => e.textContent)")
    assert [text.split(":")[0] for text in facts] == names


@pytest.mark.slow
def test_by_keyboard_from_the_token_to_the_threshold(browser: Browser, client: Client, pair: list[Path]) -> None:
    browser.screen(1000, 900)
    browser.open(f"{client.url}/")
    browser.run("sessionStorage.clear()")
    browser.open(f"{client.url}/?fresh")
    browser.wait("document.activeElement.id === 'token'")
    browser.write("wrong")
    browser.press("Enter")
    browser.wait("document.getElementById('access-why').textContent.includes('does not accept')")
    browser.run("document.getElementById('token').select()")
    browser.write(client.token)
    browser.press("Enter")
    browser.wait("document.getElementById('access').hidden")
    browser.wait("document.getElementById('model').options.length > 0")
    choose(browser, pair)
    browser.run("document.getElementById('before-file').focus()")
    for expected in ("after-file", "model", "run"):
        browser.press("Tab")
        assert browser.run("document.activeElement.id") == expected
    browser.press("Enter")
    browser.wait(FINISHED)
    assert browser.run("document.activeElement.id") == "result-title"
    browser.press("Tab")
    before = browser.run("document.getElementById('swipe').value")
    browser.press("ArrowRight")
    assert int(browser.run("document.activeElement.value")) == int(before) + 1
    browser.press("Tab")
    threshold = float(browser.run("document.getElementById('threshold-value').textContent"))
    browser.press("ArrowLeft")
    assert browser.run("document.getElementById('threshold-value').textContent") == f"{threshold - 0.01:.2f}"


@pytest.mark.slow
def test_what_a_screen_reader_finds(page: Browser, pair: list[Path]) -> None:
    choose(page, pair)
    find_changes(page)
    found = page.accessible()
    named = [(role, name) for role, name in found if role in _NAMED]
    assert all(name for _, name in named), named
    roles = {role for role, _ in found}
    assert {"banner", "main", "contentinfo", "region", "heading", "progressbar", "status"} <= roles
    assert ("image", "Before: old.tif") in named
    assert any("changes in magenta" in name for role, name in named if role == "image")


@pytest.mark.parametrize("dark", [False, True])
def test_contrast_of_texts(page: Browser, dark: bool) -> None:
    page.screen(1000, 900, dark=dark)
    script = """(() => {
      const parts = text => text.match(/[\\d.]+/g).map(Number);
      const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
      const ground = e => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor);
        if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
      document.querySelectorAll('[hidden]').forEach(e => e.hidden = false);
      return [...document.querySelectorAll('p, label, span, a, button, h1, h2, small, strong, select')]
        .filter(e => e.textContent.trim() && !e.disabled && !e.closest('#view'))
        .map(e => { const [a, b] = [light(parts(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
          return [(a + .05) / (b + .05), e.textContent.trim().slice(0, 30)]; });
    })()"""
    ratios = page.run(script)
    assert len(ratios) > 20
    assert min(ratios)[0] >= 4.5, min(ratios)


@pytest.mark.slow
def test_on_a_phone(page: Browser, pair: list[Path]) -> None:
    choose(page, pair)
    find_changes(page)
    page.screen(360, 740, phone=True)
    assert page.run("document.documentElement.scrollWidth") <= 360
    elements = "[...document.querySelectorAll('button, select, input')]"
    sizes = page.run(f"{elements}.map(e => [e.id, e.getBoundingClientRect().height])")
    assert [name for name, height in sizes if 0 < height < 43 and name != "shown"] == []
    boxes = page.run("[...document.querySelectorAll('.drop')].map(e => e.getBoundingClientRect().left)")
    assert boxes[0] == boxes[1]  # one below the other


def test_an_image_that_is_none_is_said(page: Browser, tmp_path: Path) -> None:
    (tmp_path / "old.tif").write_bytes(b"no image")
    page.choose_files("#before-file", [tmp_path / "old.tif"])
    page.wait("!document.getElementById('error').hidden")
    assert "old.tif" in page.run("document.getElementById('error').textContent")
    assert page.run("document.getElementById('error').getAttribute('role')") == "alert"


def test_cancel_dismisses_the_job(browser: Browser, pair: list[Path], tmp_path: Path) -> None:
    with serving(tmp_path / "data", WaitingWorkers) as client:
        page = enter(browser, client)
        files = [tmp_path / "old.png", tmp_path / "new.png"]
        for path in files:  # shown by the browser itself
            Image.fromarray(np.zeros((SIDE, SIDE, 3), np.uint8)).save(path)
        choose(page, files)
        page.run("document.getElementById('run').click()")
        page.wait(
            "document.getElementById('stage').textContent.startsWith('Predicting') && !document.getElementById('cancel').hidden"
        )
        (job,) = client("GET", "/jobs").json()["jobs"]
        page.run("document.getElementById('cancel').click()")
        page.wait("document.getElementById('stage').textContent === 'Cancelled.'")
        assert client("GET", f"/jobs/{job['jobID']}").json()["status"] == "dismissed"
        assert page.run("document.activeElement.id") == "run"


KEPT = "sessionStorage.getItem('groundshift-run') !== null"


@pytest.mark.slow
def test_a_run_is_found_again_when_the_page_is_loaded_anew(page: Browser, client: Client, pair: list[Path]) -> None:
    choose(page, pair)
    page.run("document.getElementById('run').click()")
    page.wait(KEPT)
    page.open(f"{client.url}/?anew")
    page.wait(FINISHED)
    assert page.run("document.getElementById('error').textContent") == ""
    page.wait("document.querySelectorAll('.drop .shown:not([hidden])').length === 2")
    assert (read(download(page, "mask")) == 1).any()
    page.open(f"{client.url}/?once-more")  # the result, too
    page.wait(FINISHED)
    page.wait("!document.getElementById('run').disabled")
    find_changes(page)  # of the same images
    (first, second) = client("GET", "/jobs?processID=detect_change&limit=2").json()["jobs"]
    assert first["jobID"] != second["jobID"]


def test_a_run_that_was_found_again_can_be_cancelled(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path / "data", WaitingWorkers) as client:
        page = enter(browser, client)
        files = [tmp_path / "old.png", tmp_path / "new.png"]
        for path in files:
            Image.fromarray(np.zeros((SIDE, SIDE, 3), np.uint8)).save(path)
        choose(page, files)
        page.run("document.getElementById('run').click()")
        page.wait(KEPT)
        (job,) = client("GET", "/jobs?processID=detect_change").json()["jobs"]
        page.open(f"{client.url}/?anew")
        page.wait("!document.getElementById('cancel').hidden")
        page.run("document.getElementById('cancel').click()")
        page.wait("document.getElementById('stage').textContent === 'Cancelled.'")
        assert client("GET", f"/jobs/{job['jobID']}").json()["status"] == "dismissed"
        assert page.run(KEPT) is False


def test_a_run_that_is_gone_is_said_and_forgotten(page: Browser, client: Client) -> None:
    page.run(
        "sessionStorage.setItem('groundshift-run', JSON.stringify({job: 'none', inputs: {}, model: 'buildings-siamese',"
        " images: {}, pixel: 1}))"
    )
    page.open(f"{client.url}/?anew")
    page.wait("!document.getElementById('error').hidden")
    assert "no longer on the service" in page.run("document.getElementById('error').textContent")
    assert page.run(KEPT) is False


def test_a_service_that_is_gone_is_said(page: Browser, tmp_path: Path) -> None:
    Image.fromarray(np.zeros((SIDE, SIDE, 3), np.uint8)).save(tmp_path / "old.png")
    choose(page, [tmp_path / "old.png", tmp_path / "old.png"])
    page.cut_off(True)
    page.run("document.getElementById('run').click()")
    page.wait("!document.getElementById('error').hidden")
    page.cut_off(False)
    assert "does not answer" in page.run("document.getElementById('error').textContent")
    assert page.run("!document.getElementById('run').disabled")


@pytest.mark.slow
def test_in_german(client: Client, tmp_path: Path) -> None:
    with Browser(str(CHROMIUM), tmp_path / "browser", "de-DE") as browser:
        page = enter(browser, client)
        assert page.run("document.documentElement.lang") == "de"
        words = page.run("document.body.innerText")
        assert "Veränderungen finden" in words
        assert "Before" not in words
        (tmp_path / "alt.tif").write_bytes(b"no image")
        page.choose_files("#before-file", [tmp_path / "alt.tif"])
        page.wait("!document.getElementById('error').hidden")
        assert "Dieses Format nimmt der Dienst nicht an" in page.run("document.getElementById('error').textContent")
