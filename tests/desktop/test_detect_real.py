"""The Detect tab on real imagery: photographs of Banepa with the bundled model, Landsat with one for any resolution."""

from __future__ import annotations

import pytest

from groundshift.tests.desktop.in_qgis import LOOK, run_in_qgis
from groundshift.tests.desktop.real_pairs import PUCALLPA, banepa_pair
from groundshift.tests.helpers.onnx_bytes import model_bytes

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    before, after = banepa_pair(folder)
    (folder / "any.onnx").write_bytes(model_bytes(gsd_m={"min": 1, "best": 10, "max": 60}))
    variables = {"BEFORE": before, "AFTER": after, "ANY": str(folder / "any.onnx")}
    for name, file in (("EARLY", "1985.tif"), ("LATE", "2020.tif")):
        (folder / file).symlink_to(PUCALLPA / file)  # QGIS writes statistics beside what it opens
        variables[name] = str(folder / file)
    if LOOK:
        variables["SCALE"] = f"-{LOOK}"
    return run_in_qgis("detect_real_run.py", folder, variables, timeout=1000)


def test_the_bundled_model_suits_the_photographs(found):
    level, text = found["photographs"]
    assert level == "good", text
    # The resolution that the worker takes: a whole multiple of the pixels, within the range of the model.
    assert "averaged to 0.528 m" in text
    assert "Alignment: good" in text


def test_buildings_that_are_new_are_found(found):
    """Sixteen buildings were taken away from the earlier date."""
    assert found["polygons"] >= 8
    assert found["changed"] > 1000
    assert found["preview"] > 0


def test_no_text_is_cut(found):
    assert found["cut"] == []


@pytest.mark.skipif(bool(LOOK), reason="pictures only")
def test_landsat_is_judged_and_run(found):
    level, text = found["unsuited"]
    assert level == "bad"
    assert "buildings-siamese" in text
    assert "0.25" in text
    level, text = found["landsat"]
    assert level in ("good", "caution"), text
    assert found["river"] > 1000
