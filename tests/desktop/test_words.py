"""The words of all windows in German, with letters of 150 %, in QGIS's dark theme."""

from __future__ import annotations

import pytest

from groundshift.tests.desktop.in_qgis import NIGHT
from groundshift.tests.desktop.words import *  # noqa: F403
from groundshift.tests.desktop.words import LARGE_LETTERS

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(language="de", theme=NIGHT, variables=LARGE_LETTERS)]
