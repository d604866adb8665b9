"""The words of all windows in English, at a scale of 150 % on a small screen, in QGIS's default theme."""

from __future__ import annotations

import pytest

from groundshift.tests.desktop.words import *  # noqa: F403
from groundshift.tests.desktop.words import LARGE

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis(language="en", variables=LARGE)]
