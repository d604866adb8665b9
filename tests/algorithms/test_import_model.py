"""Importing models: a bare network with its specification, Deepness's models as they are."""

from __future__ import annotations

import json
import os

import pytest
from qgis.core import QgsProcessingException, QgsSettings

from groundshift.plugin.model_file.catalogue import find_model, list_models, user_folder
from groundshift.plugin.model_file.embed import embed_spec
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.onnx_header import NotOnnx, read_onnx_header
from groundshift.tests.helpers.onnx_bytes import difference_network, model_bytes, specification

DEEPNESS = {"model_type": '"Segmentor"', "resolution": "50", "class_names": '{"0": "background", "1": "roof"}'}


@pytest.fixture
def run(algorithm, context, feedback):
    """A function that runs the import and gives its results."""

    def run(**parameters):
        good, text = algorithm("importmodel").checkParameterValues(parameters, context)
        if not good:
            raise QgsProcessingException(text)
        results, done = algorithm("importmodel").run(parameters, context, feedback)
        assert done, feedback.errors
        return results

    return run


@pytest.fixture
def bare(tmp_path):
    path = tmp_path / "network.onnx"
    path.write_bytes(difference_network())
    return str(path)


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return user_folder()


def test_bare_network_and_specification_file(run, bare, tmp_path, own_folder):
    (tmp_path / "spec.json").write_text(json.dumps(specification(id="mine", title="My own")))
    results = run(INPUT=bare, SPEC=str(tmp_path / "spec.json"), MODEL="TEMPORARY_OUTPUT")
    assert results == {"MODEL": os.path.join(own_folder, "mine.onnx"), "MODEL_ID": "mine"}
    assert load_model_file(results["MODEL"]).spec.title == "My own"
    assert find_model("mine") == results["MODEL"]
    assert run(INPUT=results["MODEL"], SPEC=json.dumps(specification(id="other")))["MODEL"] == os.path.join(
        own_folder, "other.onnx"
    )
    with open(bare, "rb") as stream:
        assert stream.read() == difference_network()


def test_specification_as_text_and_a_path_to_write(run, bare, tmp_path):
    document = specification(unknown_key={"kept": "ü"})
    del document["id"]
    target = str(tmp_path / "out.onnx")
    results = run(INPUT=bare, SPEC=json.dumps(document), MODEL=target)
    spec = load_model_file(target).spec
    assert results["MODEL"] == target
    assert spec.id == results["MODEL_ID"] == "network"
    assert spec.document["unknown_key"] == {"kept": "ü"}


def test_new_specification_takes_the_place_of_the_old(run, tmp_path):
    source = tmp_path / "old.onnx"
    source.write_bytes(model_bytes(title="Old"))
    target = str(tmp_path / "new.onnx")
    run(INPUT=str(source), SPEC=json.dumps(specification(title="New")), MODEL=target)
    assert load_model_file(target).spec.title == "New"
    with open(target, "rb") as stream:
        assert b'"Old"' not in stream.read()


def test_deepness_is_read_as_it_is(run, tmp_path, own_folder):
    source = tmp_path / "roofs.onnx"
    source.write_bytes(difference_network(DEEPNESS))
    results = run(INPUT=str(source), MODEL="TEMPORARY_OUTPUT")
    model = load_model_file(results["MODEL"])
    assert results["MODEL_ID"] == "roofs"
    assert model.spec.gsd_m.best == 0.5
    assert model.spec.classes[0].name == "roof"
    assert model.header.metadata["class_names"] == DEEPNESS["class_names"]


def test_weights_outside_the_file_come_along(run, tmp_path, own_folder):
    (tmp_path / "weights.bin").write_bytes(b"w" * 12)
    source = tmp_path / "two-files.onnx"
    source.write_bytes(model_bytes({"external": "weights.bin"}))
    results = run(INPUT=str(source), MODEL="TEMPORARY_OUTPUT")
    assert load_model_file(results["MODEL"]).header.external_data == ("weights.bin",)
    # Another model's weights of that name are left alone.
    (tmp_path / "weights.bin").write_bytes(b"x" * 12)
    with pytest.raises(AssertionError, match="with other weights"):
        run(INPUT=str(source), MODEL="TEMPORARY_OUTPUT")
    with open(os.path.join(own_folder, "weights.bin"), "rb") as stream:
        assert stream.read() == b"w" * 12


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SPEC": ""}, "SPEC: The file 'network.onnx' has no Groundshift specification."),
        ({"SPEC": "{not json"}, "it is not JSON"),
        ({"SPEC": "/no/such/spec.json"}, "No such file"),
        ({"SPEC": json.dumps(specification(threshold=2))}, "threshold"),
        ({"SPEC": json.dumps(specification(id="../evil"))}, "the id '../evil' has other characters"),
        ({"INPUT": __file__}, f"INPUT: The file '{__file__}' is not an ONNX model"),
        (
            {"SPEC": json.dumps(specification(layout="stacked"))},
            "SPEC: The model 'network.onnx' has 2 inputs, but its layout stacked needs 1",
        ),
        ({"INPUT": "/no/such.onnx"}, "INPUT: There is no file '/no/such.onnx'."),
        ({"MODEL": "/no/such/folder/out.onnx"}, "MODEL: The folder of the output"),
        ({"MODEL": "/tmp/out.txt"}, "has the extension 'txt'"),
    ],
)
def test_mistakes(run, bare, changes, words):
    values = {"INPUT": bare, "SPEC": json.dumps(specification()), "MODEL": "TEMPORARY_OUTPUT", **changes}
    with pytest.raises(QgsProcessingException) as caught:
        run(**values)
    assert words in str(caught.value)


def test_models_are_found_by_id_in_every_folder(qgis, tmp_path, own_folder, monkeypatch):
    from groundshift.plugin.algorithms.inputs.model_choice import FOLDERS_SETTING, known_models, open_model

    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "called-otherwise.onnx").write_bytes(model_bytes(id="by-its-id"))
    (extra / "broken.onnx").write_bytes(b"broken")
    QgsSettings().setValue(FOLDERS_SETTING, [str(extra)])
    try:
        assert open_model("by-its-id").path == str(extra / "called-otherwise.onnx")
        assert "by-its-id" in [entry.id for entry in known_models()]
    finally:
        QgsSettings().remove(FOLDERS_SETTING)
    assert "by-its-id" not in [entry.id for entry in list_models()]


def test_embedding_refuses_what_is_no_model(tmp_path):
    (tmp_path / "text.onnx").write_bytes(b"just text, no model")
    with pytest.raises(NotOnnx):
        embed_spec(str(tmp_path / "text.onnx"), str(tmp_path / "out.onnx"), {})
    assert os.listdir(tmp_path) == ["text.onnx"]


def test_embedding_in_place_keeps_the_rest(tmp_path):
    path = str(tmp_path / "model.onnx")
    with open(path, "wb") as stream:
        stream.write(difference_network({"author": "me", "groundshift": "{}", "note": "groundshift"}))
    embed_spec(path, path, {"long": "x" * 1000})
    header = read_onnx_header(path)
    assert header.metadata == {"author": "me", "note": "groundshift", "groundshift": json.dumps({"long": "x" * 1000})}
    assert len(header.inputs) == 2
