"""Inputs of blocks on the web, in S3 and in STAC catalogues: read window by window, with the results of local files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Iterator

import pytest
import rasterio
import shapely

from groundshift.plugin.engine.cluster.block import as_cog
from groundshift.plugin.jobs.sources import Polygons
from groundshift.tests.engine.test_cluster import (
    HEIGHT,
    WIDTH,
    assert_same,
    on_cluster,
    one_machine,
    perform,
    scene,
    use,
)
from groundshift.tests.helpers.onnx_models import difference_model
from groundshift.tests.helpers.range_server import RangeServer
from groundshift.tests.helpers.rasters import GSD, LEFT, TOP, changed, texture, write_raster

__all__ = ["one_machine", "scene", "use"]  # fixtures
_CACHED = 16_384  # bytes that GDAL reads of a file on the web at least


@pytest.fixture(params=["vsicurl", "vsis3"])
def remote(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch) -> Iterator[tuple[RangeServer, str]]:
    """A server, and the prefix by which GDAL opens the files of its bucket."""
    key = "GROUNDSHIFT" if request.param == "vsis3" else ""
    (tmp_path / "served" / "bucket").mkdir(parents=True)
    with RangeServer(tmp_path / "served", key) as server:
        settings = {"AWS_S3_ENDPOINT": server.address, "AWS_HTTPS": "NO", "AWS_VIRTUAL_HOSTING": "FALSE"}
        settings |= {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        yield server, "/vsis3/bucket" if key else f"/vsicurl/http://{server.address}/bucket"


def test_remote_inputs_give_the_results_of_local_ones(scene, one_machine, remote, tmp_path: Path, use) -> None:
    server, prefix = remote
    for source in (scene.before, scene.after):
        as_cog(source.path, str(tmp_path / "served" / "bucket" / f"{source.name}.tif"), "nearest")
    use()
    before, after = (replace(source, path=f"{prefix}/{source.name}.tif") for source in (scene.before, scene.after))
    values = perform(on_cluster(replace(scene, before=before, after=after), tmp_path / "out"))
    assert values["BLOCKS_FAILED"] == 0
    assert_same(one_machine, tmp_path / "out")
    assert server.bytes_of("before.tif")
    assert server.bytes_of("after.tif")
    assert not server.sent_whole(), "every request is for a range"


def test_of_a_remote_raster_only_the_windows_that_are_needed_are_read(scene, remote, tmp_path: Path, use) -> None:
    server, prefix = remote
    bucket = tmp_path / "served" / "bucket"
    values = texture(1500, 1500)
    options: dict[str, Any] = {"tiled": True, "blockxsize": 128, "blockysize": 128, "interleave": "pixel"}
    write_raster(bucket / "before.tif", values, **options)
    write_raster(bucket / "after.tif", changed(values, [(1020, 1020, 30, 30)]), **options)
    left, top = LEFT + 1000 * GSD, TOP - 1000 * GSD
    area = Polygons("AREA", "area", "EPSG:32645", (shapely.box(left, top - 100 * GSD, left + 100 * GSD, top).wkb_hex,))
    model = str(difference_model(tmp_path / "m.onnx"))
    before, after = (replace(source, path=f"{prefix}/{source.name}.tif") for source in (scene.before, scene.after))
    detect = replace(scene, before=before, after=after, model=model, include=(area,))
    use()
    found = perform(on_cluster(detect, tmp_path / "out"))
    assert found["POLYGON_COUNT"] == 1
    for name in ("before.tif", "after.tif"):
        size = (bucket / name).stat().st_size
        assert _CACHED <= server.bytes_of(name) < size / 8, f"{server.bytes_of(name):,} of {size:,} bytes"
    assert not server.sent_whole()


@pytest.mark.parametrize("kind", ["items", "item"])
def test_a_stac_catalogue_on_the_web_is_read_window_by_window(scene, one_machine, tmp_path: Path, use, kind: str) -> None:
    """A STAC item, or a collection of items, whose assets are cloud-optimised GeoTIFFs on the web."""
    with rasterio.open(scene.after.path) as whole:
        values = whole.read()
    places = ((0, 200), (200, WIDTH)) if kind == "items" else ((0, WIDTH),)
    with RangeServer(tmp_path) as server:
        features = []
        for number, (begin, end) in enumerate(places):
            plain, path = tmp_path / f"plain-{number}.tif", tmp_path / f"item-{number}.tif"
            left = LEFT + begin * GSD
            as_cog(str(write_raster(plain, values[:, :, begin:end], left=left)), str(path), "nearest")
            place = [GSD, 0, left, 0, -GSD, TOP]
            features.append(
                {
                    "type": "Feature",
                    "stac_version": "1.0.0",
                    "stac_extensions": ["https://stac-extensions.github.io/projection/v1.0.0/schema.json"],
                    "id": f"item-{number}",
                    "collection": "town",
                    "properties": {
                        "datetime": "2023-05-01T00:00:00Z",
                        "proj:epsg": 32645,
                        "proj:transform": place,
                        "proj:shape": [HEIGHT, end - begin],
                    },
                    "assets": {"visual": {"href": f"http://{server.address}/{path.name}", "type": "image/tiff"}},
                }
            )
        document = {"type": "FeatureCollection", "stac_version": "1.0.0", "features": features}
        (tmp_path / "items.json").write_text(json.dumps(document if kind == "items" else features[0]))
        use()
        detect = replace(scene, after=replace(scene.after, path=f'STACIT:"http://{server.address}/items.json":asset=visual'))
        perform(on_cluster(detect, tmp_path / "out"))
        assert_same(one_machine, tmp_path / "out")
        assert server.bytes_of("item-0.tif")
        assert server.sent_whole() <= {"items.json"}, "every request for pixels is for a range"
