"""The words of all windows in English, with letters of 150 %, in QGIS's default theme."""

from __future__ import annotations

import pytest

from groundshift.tests.desktop.words import *  # noqa: F403
from groundshift.tests.desktop.words import LARGE_LETTERS

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(language="en", variables=LARGE_LETTERS)]
