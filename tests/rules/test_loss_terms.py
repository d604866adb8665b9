"""Losses as texts."""

from __future__ import annotations

import pytest

from groundshift.plugin.rules.loss_terms import LossInvalid, LossTerm, loss_text, parse_loss


def test_weighted_sums_are_read() -> None:
    assert parse_loss(".7 bce + .3 iou") == (LossTerm(0.7, "bce"), LossTerm(0.3, "iou"))
    assert parse_loss("CE + 0.5*dice") == (LossTerm(1.0, "bce"), LossTerm(0.5, "dice"))
    assert parse_loss(loss_text(parse_loss("2 focal+1e-1 dice"))) == (LossTerm(2.0, "focal"), LossTerm(0.1, "dice"))


@pytest.mark.parametrize(
    "text", ["", "+", "bce +", "lovasz", "-1 bce", "0 bce", "nan bce", "inf dice", "a bce", "bce + ce", "1 2 bce"]
)
def test_what_is_no_loss_is_refused(text: str) -> None:
    with pytest.raises(LossInvalid):
        parse_loss(text)
