"""The results of a fixed pair, to the last bit: a network whose arithmetic is exact, so that no machine rounds otherwise."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import pyogrio
import rasterio
from onnx import TensorProto, helper, numpy_helper

from groundshift.tests.helpers.detection import Run
from groundshift.tests.helpers.onnx_models import spec
from groundshift.tests.helpers.rasters import write_raster


def exact_model(path: Path) -> Path:
    """Probability = |mean of four bands of AFTER - that of BEFORE| / 256: sums of eighths of whole numbers."""
    document = spec(
        bands=[{"name": name} for name in ("a", "b", "c", "d")],
        normalisation={"kind": "scale", "divisor": 256},
        threshold=0.25,
        min_area_m2=6.0,
    )
    weights = np.array([-0.25] * 4 + [0.25] * 4, np.float32).reshape(1, 8, 1, 1)
    graph = helper.make_graph(
        [helper.make_node("Conv", ["dates", "w"], ["apart"]), helper.make_node("Abs", ["apart"], ["probability"])],
        "exact",
        [helper.make_tensor_value_info("dates", TensorProto.FLOAT, [1, 8, "h", "w"])],
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, [1, 1, "h", "w"])],
        [numpy_helper.from_array(weights, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    entry = model.metadata_props.add()
    entry.key, entry.value = "groundshift", json.dumps(document)
    onnx.save(model, str(path))
    return path


# As version 0.1.0 gave them, when it knew of two dates only.
EXPECTED = {
    "mask": "f9d9e94788e4262d",
    "probability": "1525b809d3f9cd6e",
    "outlines": "b2cb1cd73c28923a",
    "fields": "c4d58fccb37dc9f8",
}
COUNTS = (174, 119_400)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def test_the_results_of_a_fixed_pair_stay_as_they_are(tmp_path: Path) -> None:
    rows, cols = np.mgrid[0:300, 0:400]
    pattern = ((rows * 7 + cols * 13) % 61 + (rows // 9 * 5 + cols // 11 * 3) % 90).astype(np.int16)
    before = np.stack([pattern + 3 * band for band in range(4)]) + 1
    after = before + (((rows // 37 + cols // 41) % 3 == 0) * ((rows * cols) % 97 + 20)).astype(np.int16)
    after[:, 100:110, 200:260] = 0
    folder = tmp_path / "out"
    folder.mkdir()
    run = Run(folder, exact_model(tmp_path / "exact.onnx"))
    paths = [
        write_raster(tmp_path / f"{name}.tif", values.astype(np.int16), nodata=0)
        for name, values in (("before", before), ("after", after))
    ]
    values = run(*paths, probability=str(folder / "probability.tif"), tile=128)
    with rasterio.open(values["MASK"]) as mask, rasterio.open(values["PROBABILITY"]) as probability:
        found = {"mask": digest(mask.read().tobytes()), "probability": digest(probability.read().tobytes())}
    meta, _, shapes, columns = pyogrio.raw.read(values["POLYGONS"], layer="polygons")
    fields = dict(zip(meta["fields"], columns))
    measured = [fields[name].round(2).tolist() for name in ("area_m2", "mean_probability", "max_probability")]
    found["outlines"] = digest(b"".join(sorted(shapes)))
    found["fields"] = digest(json.dumps(measured).encode())
    assert found == EXPECTED
    assert (values["POLYGON_COUNT"], values["VALID_PIXELS"]) == COUNTS
