"""Classes and mappings as users write them."""

from __future__ import annotations

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.rules.class_tables import parse_classes, parse_mapping


@pytest.mark.parametrize(
    "content",
    [
        "value,name,colour\n1,wood,#00ff00\n2,water,\n",
        "\ufeffWert;Name;Farbe\r\n1;wood;#00ff00\r\n2;water;\r\n",
        "1\twood\t#00ff00\r2\twater\r",
        "code,name,colour\n1.0,wood,#00ff00\n2.0,water,\n",
    ],
)
def test_tables_of_classes(tmp_path, content):
    table = tmp_path / "classes.csv"
    table.write_bytes(content.encode())
    found = parse_classes(str(table))
    assert [(item.value, item.name, item.color) for item in found] == [(1, "wood", "#00ff00"), (2, "water", "")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("²=wood", "class_table"),
        ("-1=wood", "class_table"),
        ("1.5=wood", "class_table"),
        ("65535=wood", "class_value_high"),
        ("1=wood, 1=water", "class_value_twice"),
    ],
)
def test_values_that_no_map_has(text, code):
    with pytest.raises(JobFailure) as caught:
        parse_classes(text)
    assert (caught.value.code, caught.value.parameter) == (code, "CLASSES")


def test_names_in_place_of_values_are_refused(tmp_path):
    (tmp_path / "classes.csv").write_text("name,value\nwood,1\n")
    with pytest.raises(JobFailure, match="'wood' is not a class"):
        parse_classes(str(tmp_path / "classes.csv"))


def test_a_class_is_compared_as_one_class():
    assert parse_mapping("wood=green, Wood=Green") == (("wood", "green"), ("Wood", "Green"))
    with pytest.raises(JobFailure, match="MAPPING: The class 'Wood' is to be compared as two classes"):
        parse_mapping("wood=green, Wood=brown")
