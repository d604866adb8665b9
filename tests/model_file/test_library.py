"""What is read from a bare network's header, and the files that belong to a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.model_file.catalogue import bundled_folder, user_folder
from groundshift.plugin.model_file.importing import import_model, specification_of
from groundshift.plugin.model_file.library import card_text, files_of_model, library_files, model_size, remove_model
from groundshift.plugin.model_file.load import check_fit, read_header
from groundshift.plugin.model_file.spec import parse_spec
from groundshift.plugin.model_file.suggestion import band_entry, model_id, suggested_document
from groundshift.tests.helpers.onnx_bytes import cover_model_bytes, difference_network, model_bytes, specification


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """The folder of imported models."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = Path(user_folder())
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("network", "layout", "bands"),
    [
        ({"inputs": 2, "channels": 3}, "siamese", ["red", "green", "blue"]),
        ({"inputs": 2, "channels": 4}, "siamese", ["red", "green", "blue", "nir"]),
        ({"inputs": 2, "channels": 2}, "siamese", ["band1", "band2"]),
        ({"inputs": 1, "channels": 6}, "early_fusion", ["red", "green", "blue"]),
    ],
)
def test_a_suggestion_fits_the_network_as_it_stands(tmp_path, network, layout, bands):
    path = tmp_path / "My net (v2).onnx"
    path.write_bytes(difference_network(**network))
    header = read_header(str(path))
    document = suggested_document(header, path.stem)
    assert document["layout"] == layout
    assert [band["name"] for band in document["bands"]] == bands
    assert document["id"] == "My-net-v2"
    check_fit(header, parse_spec(document), path.name)
    assert specification_of(str(path), json.dumps(document)) == document


def test_bands_by_name_and_wavelength():
    assert band_entry("NIR") == {"name": "NIR", "wavelength_nm": 842}
    assert band_entry("thermal: 10900") == {"name": "thermal", "wavelength_nm": 10900.0}
    assert band_entry("height") == {"name": "height"}
    with pytest.raises(ValueError, match="could not convert"):
        band_entry("red:warm")


def test_ids_are_names_of_files():
    assert [model_id(text) for text in ("a b", "Häuser!", "..", "net.v1")] == ["a-b", "H-user", "model", "net.v1"]


def test_files_that_cannot_be_used_are_listed_with_the_reason(mine):
    (mine / "good.onnx").write_bytes(model_bytes(id="good"))
    (mine / "bare.onnx").write_bytes(difference_network())
    (mine / "same.onnx").write_bytes(model_bytes(id="good"))
    files = {Path(one.path).name: one for one in library_files()}
    assert files["good.onnx"].model.spec.id == "good"
    assert files["good.onnx"].imported
    assert not files["good.onnx"].bundled
    assert files["bare.onnx"].failure.code == "model_without_spec"
    assert files["same.onnx"].hidden
    assert files["buildings-siamese.onnx"].bundled


def test_models_of_every_task_are_listed(mine):
    (mine / "cover.onnx").write_bytes(cover_model_bytes())
    (found,) = [one for one in library_files() if Path(one.path).name == "cover.onnx"]
    assert found.failure is None
    assert found.model.spec.task == "segmentation"


def test_an_imported_model_goes_with_all_that_belongs_to_it(mine, tmp_path):
    source = tmp_path / "net.onnx"
    source.write_bytes(difference_network())
    (tmp_path / "net.md").write_text("# Net")
    target = str(mine / "net.onnx")
    import_model(str(source), specification(id="net"), target)
    assert card_text(target) == "# Net"
    assert {Path(one).name for one in files_of_model(target)} == {"net.onnx", "net.md"}
    assert model_size(target) == Path(target).stat().st_size
    remove_model(target)
    assert list(mine.iterdir()) == []
    assert source.exists()


def test_weights_that_another_model_uses_stay(mine):
    (mine / "shared.bin").write_bytes(b"\0" * 12)
    for name in ("one", "two"):
        (mine / f"{name}.onnx").write_bytes(model_bytes({"external": "shared.bin"}, id=name))
    remove_model(str(mine / "one.onnx"))
    assert {path.name for path in mine.iterdir()} == {"two.onnx", "shared.bin"}
    assert model_size(str(mine / "two.onnx")) == (mine / "two.onnx").stat().st_size + 12
    remove_model(str(mine / "two.onnx"))
    assert list(mine.iterdir()) == []


def test_bundled_models_and_those_elsewhere_cannot_be_removed(mine, tmp_path):
    (tmp_path / "elsewhere.onnx").write_bytes(model_bytes(id="elsewhere"))
    for path in (Path(bundled_folder()) / "buildings-fcn.onnx", tmp_path / "elsewhere.onnx"):
        with pytest.raises(ValueError, match="was not imported"):
            remove_model(str(path))
        assert path.exists()


def test_what_the_form_asks_for_is_refused_when_it_does_not_fit(tmp_path):
    path = tmp_path / "net.onnx"
    path.write_bytes(difference_network())
    with pytest.raises(JobFailure, match="has 2 inputs"):
        specification_of(str(path), json.dumps(specification(layout="early_fusion")))
