"""What the tests of training share."""

from __future__ import annotations

from typing import Iterator

import pytest

from groundshift.plugin.training.labels import pair_scene


@pytest.fixture(scope="session", autouse=True)
def aligned_pairs() -> Iterator[None]:
    """Take the dates of made pairs for aligned: measuring it takes longer than training on them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair_scene, "check_alignment", lambda pair, name, context: None)
        yield
