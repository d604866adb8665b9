"""models/SPEC.md describes what the reader reads: its examples are read, and its tables name every key."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from groundshift.plugin.model_file import spec as reader

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "models" / "SPEC.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)]
WHOLE = [example for example in EXAMPLES if "spec_version" in example]


@pytest.mark.parametrize("document", WHOLE, ids=lambda document: document["id"])
def test_examples_are_read(document: dict[str, Any]) -> None:
    spec = reader.parse_spec(document)
    assert spec.id == document["id"]
    assert spec.document == document


def test_there_is_an_example_of_every_layout() -> None:
    assert {example["layout"] for example in WHOLE} == set(reader.LAYOUTS)


def test_every_key_is_told_of() -> None:
    keys = {"spec_version", "id", "title", "task", "layout", "bands", "gsd_m", "normalisation", "stride", "halo"}
    keys |= {"classes", "output", "threshold", "min_area_m2", "name", "wavelength_nm", "min", "best", "max"}
    keys |= {"kind", "divisor", "mean", "std", "value", "color", "direction", "no_change_channel"}
    keys |= {"dates", "conditions", "unit", "scale", "offset", "deviation", "mirrors"}
    missing = {key for key in keys if f"`{key}`" not in TEXT}
    assert missing == set()
    read = {item.name for item in dataclasses.fields(reader.ModelSpec)} - {
        "document",
        "probability",
        "no_change_channel",
        "values",
    }
    assert read <= keys


def test_every_value_is_told_of() -> None:
    values = [*reader.LAYOUTS, *reader.TASKS, *reader.NORMALISATIONS, "probability", "logit", "construction", "demolition"]
    assert [value for value in values if f"`{value}`" not in TEXT] == []


@pytest.mark.parametrize("key", ["id", "task", "layout", "bands", "gsd_m", "stride", "halo", "classes", "threshold"])
def test_required_keys_are_required(key: str) -> None:
    document = {name: value for name, value in WHOLE[0].items() if name != key}
    with pytest.raises(reader.InvalidSpec):
        reader.parse_spec(document)


@pytest.mark.parametrize("key", ["title", "normalisation", "output", "min_area_m2", "mirrors"])
def test_optional_keys_are_optional(key: str) -> None:
    reader.parse_spec({name: value for name, value in WHOLE[0].items() if name != key})


def test_other_numbers_of_mirror_images_are_refused() -> None:
    assert reader.parse_spec({**WHOLE[0], "mirrors": 4}).mirrors == 4
    for wrong in (0, 3, 2.5, "2"):
        with pytest.raises(reader.InvalidSpec, match="mirrors"):
            reader.parse_spec({**WHOLE[0], "mirrors": wrong})
