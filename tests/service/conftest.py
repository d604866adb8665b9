"""A service with real workers for all tests of a file, and small inputs whose result is known."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Iterator

import numpy as np
import pytest

from groundshift.tests.helpers.onnx_bytes import model_bytes
from groundshift.tests.helpers.rasters import changed, texture, write_raster

if TYPE_CHECKING:
    from groundshift.tests.helpers.service import Client

# Without the component 'server' there is nothing to test here.
collect_ignore_glob = [] if find_spec("pygeoapi") else ["test_*.py"]

ALLOWED = ("https://example.org/imagery/",)


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A pair of 120 x 120 pixels with a changed square of 20 x 30, and a model that finds it."""
    folder = tmp_path_factory.mktemp("inputs")
    before = texture(120, 120)
    after = changed(before, [(40, 50, 20, 30)])
    (folder / "model.onnx").write_bytes(model_bytes())
    return {
        "before": write_raster(folder / "before.tif", before),
        "after": write_raster(folder / "after.tif", after),
        "model": folder / "model.onnx",
    }


@pytest.fixture(scope="session")
def truth() -> np.ndarray:
    """The changed pixels of :func:`inputs`."""
    mask = np.zeros((120, 120), bool)
    mask[40:60, 50:80] = True
    return mask


@pytest.fixture(scope="package")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of a service with one real worker, which stays warm for all tests."""
    from groundshift.tests.helpers.service import serving

    with serving(
        tmp_path_factory.mktemp("service"), upload_bytes=20_000_000, raster_pixels=1_000_000, allowed_urls=ALLOWED
    ) as found:
        yield found


@pytest.fixture(scope="package")
def links(client: Client, inputs: dict[str, Path]) -> dict[str, dict[str, str]]:
    """The inputs as uploads."""
    return {name: client.link(path) for name, path in inputs.items()}
