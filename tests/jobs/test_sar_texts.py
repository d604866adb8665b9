"""Texts about radar series: a number of one reads well, too."""

from __future__ import annotations

import re

import pytest

from groundshift.plugin.jobs.messages import LOG_LINES
from groundshift.plugin.jobs.texts.sar import FAILURES
from groundshift.plugin.jobs.texts.sar import LOG_LINES as RADAR_LINES

TEXTS = [*RADAR_LINES.values(), *(text for pair in FAILURES.values() for text in pair), LOG_LINES["changed"]]
# A count before a plural. Some cannot be one: bands that are not known, pixels of a share, images that a training needs.
PLURAL = re.compile(
    r"\{(count|places|polygons|dates|earlier)(:[^}]*)?\} (latest |earlier )?(images|places|polygons|dates|days|files)"
)


@pytest.mark.parametrize("text", TEXTS)
def test_no_count_stands_before_a_plural(text):
    assert not PLURAL.search(text)


def test_one_place_in_the_log_of_a_table():
    assert RADAR_LINES["sar_listed"].format(count=9, places=1, first="2024-01-03", last="2024-04-08") == (
        "Images: 9; places: 1; 2024-01-03 to 2024-04-08."
    )
