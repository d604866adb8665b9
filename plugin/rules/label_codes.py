"""Codes of label images, masks and training targets: the one table that readers, writers and styles share.

Masks (uint8): :data:`NO_CHANGE`, class values, :data:`NO_DATA`. Label images and training targets (uint8) hold
:data:`UNLABELLED`, too. A truth that is compared with a model (int16) holds the model's class values, which may be any of
1..254, and therefore :data:`UNKNOWN` for both of the latter.
"""

from __future__ import annotations

NO_CHANGE = 0
CHANGE = 1
"""Change whose class is not given; also the first class."""
MOST_CLASSES = 250
HIGHEST_CLASS = 65_534
"""Of maps of classes of any origin, which are read in 16 bits, the last value being free."""
UNLABELLED = 254
"""Imagery whose label is not known."""
NO_DATA = 255
"""No imagery, or ground that does not count."""
UNKNOWN = -1

# Codes of losses (uint8), beside the outcomes that a network distinguishes; :mod:`..training.fit.losses` has the table.
CHANGED_UNKNOWN = 253
"""Changed, but which of the outcomes of change is not known."""
UNCHANGED_UNKNOWN = 254
"""Not changed; whether a building stands there is not known."""

CHANGE_NAME = "change"
"""Name of the class of labels that have none."""
