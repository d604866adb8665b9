"""The model file for imagery of 1 to 3 m: a network for half a metre whose graph enlarges its input.

    python -m groundshift.model_building.coarse_model --network FILE --out models/buildings-coarse.onnx --data DIR --workdir DIR

Both dates are enlarged twofold, bilinearly, as the plugin enlarges coarse imagery; the probability is averaged over the
pixels that one pixel of the imagery became. Mask and polygons have the pixels of the imagery. The figures on real pairs in
the file's metadata are measured here.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

from ..plugin.rules.network_plan import METADATA_KEY as NETWORK_KEY
from ..plugin.training.fit.export import METADATA_KEY, OUTPUT, write_metadata
from .measure_bundled import Measurement, card_figures, measure

TIMES = 2
REAL = ("ms_hs_bcd/val", "dsifn_sample")
ACCURACY = ("f1", "iou", "precision", "recall", "ap")
_SCALES = "enlargement"


def enlarged(model: onnx.ModelProto, times: int = TIMES) -> onnx.ModelProto:
    """Return a model that enlarges its inputs, and averages the probability back to their pixels.

    :param model: of a network of change, inputs N x C x H x W and output ``probability`` N x K x H x W; it is not altered.
    :param times: whole factor of the enlargement.
    """
    found = onnx.ModelProto()
    found.CopyFrom(model)
    graph = found.graph
    names = {item.name: f"{item.name}/enlarged" for item in graph.input} | {OUTPUT: f"{OUTPUT}/enlarged"}
    for node in graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names.get(name, name) for name in node.output]
    for place, item in enumerate(graph.input):
        node = helper.make_node(
            "Resize",
            [item.name, "", _SCALES],
            [names[item.name]],
            name=f"enlarge/{item.name}",
            mode="linear",
            coordinate_transformation_mode="half_pixel",
        )
        graph.node.insert(place, node)
    sides = {"kernel_shape": [times, times], "strides": [times, times]}
    graph.node.append(helper.make_node("AveragePool", [names[OUTPUT]], [OUTPUT], name="reduce", **sides))
    graph.initializer.append(numpy_helper.from_array(np.array([1, 1, times, times], np.float32), _SCALES))
    del graph.value_info[:]  # shapes of the pixels before
    return found


def coarse_metadata(source: dict[str, Any], times: int = TIMES) -> dict[str, Any]:
    """Return the metadata of the coarse model.

    The tile's context and stride are those of the network in pixels of the imagery. The smallest area kept has as many of
    the pixels that the network sees as its own has.

    :param source: of the network's own file.
    """
    own_pixels = source["min_area_m2"] / source["gsd_m"]["best"] ** 2
    best_m = 2.0
    return {
        **source,
        "id": "buildings-coarse",
        "title": "Building change at 1 to 3 m, Siamese U-Net",
        "gsd_m": {"min": 1.0, "best": best_m, "max": 3.0},
        "stride": source["stride"] // times,
        "halo": source["halo"] // times,
        "min_area_m2": own_pixels * (best_m / times) ** 2,
        "mirrors": 2,
        "accuracy": [],
    }


def write_coarse_model(network: Path, out: Path) -> dict[str, Any]:
    """Write the coarse model of a network's file; returns its metadata. The file appears only when whole."""
    source = onnx.load(str(network))
    texts = {entry.key: entry.value for entry in source.metadata_props}
    metadata = coarse_metadata(json.loads(texts[METADATA_KEY]))
    found = enlarged(source)
    del found.metadata_props[:]
    write_metadata(found, metadata)
    if NETWORK_KEY in texts:  # names why the network cannot be trained on in this file
        plan = json.dumps({**json.loads(texts[NETWORK_KEY]), "enlarged": TIMES})
        found.metadata_props.add(key=NETWORK_KEY, value=plan)
    _save(found, out)
    return metadata


def add_accuracy(path: Path, folders: Sequence[Path], cache: Path, threads: int) -> None:
    """Measure a model file on folders of real pairs, and write the figures into its metadata."""
    model = onnx.load(str(path))
    metadata = json.loads(next(entry.value for entry in model.metadata_props if entry.key == METADATA_KEY))
    metadata["accuracy"] = []
    for folder in folders:
        figures = card_figures(measure(path, Measurement(folder), cache, threads, lambda line: None))
        sys.stdout.write(f"{folder.name}: {json.dumps(figures)}\n")
        place = folder.parent.name if folder.name == "val" else folder.name
        entry = {"place": place, "split": "real pairs, as found", **{key: figures[key] for key in ACCURACY}}
        metadata["accuracy"].append(entry)
    write_metadata(model, metadata)
    _save(model, path)


def _save(model: onnx.ModelProto, path: Path) -> None:
    onnx.checker.check_model(model)
    temporary = path.with_suffix(".onnx.part")
    onnx.save(model, str(temporary))
    os.replace(temporary, path)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line: write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True, help="model file of the network")
    parser.add_argument("--out", type=Path, required=True, help="the model file to write")
    parser.add_argument("--data", type=Path, help="the folder that holds pairs/; none: no figures are measured")
    parser.add_argument("--workdir", type=Path, default=Path("build/training"), help="for finished measurements")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    write_coarse_model(options.network, options.out)
    if options.data:
        folders = [options.data / "pairs" / name for name in REAL]
        cache = options.workdir / "buildings-coarse" / "figures"
        add_accuracy(options.out, [folder for folder in folders if folder.is_dir()], cache, options.threads)


if __name__ == "__main__":
    main()
