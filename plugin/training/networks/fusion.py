"""How the maps (or bands) of two dates become one: side by side, their absolute difference, or all three.

After Daudt, Le Saux and Boulch, "Fully convolutional siamese networks for change detection", ICIP
2018: FC-Siam-conc and FC-Siam-diff. The difference alone does not show which date came first.
"""

from __future__ import annotations

import torch
from torch import Tensor

from ...rules.network_plan import BOTH, CONCAT, DIFFERENCE

# How many times the channels of one date come out.
WIDTHS = {CONCAT: 2, DIFFERENCE: 1, BOTH: 3}


def fuse(before: Tensor, after: Tensor, fusion: str) -> Tensor:
    """Two N x C x H x W floats -> N x (:data:`WIDTHS` x C) x H x W float; ``both`` is |a - b|, a, b."""
    if fusion == CONCAT:
        return torch.cat((before, after), 1)
    difference = torch.abs(before - after)
    return difference if fusion == DIFFERENCE else torch.cat((difference, before, after), 1)
