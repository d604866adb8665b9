"""Base of the networks that have an encoder, which can be frozen as a whole."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .encoders import Encoder


class ChangeNetwork(nn.Module):
    """A network over :attr:`encoder`."""

    encoder: Encoder
    encoder_frozen = False

    def freeze_encoder(self, frozen: bool = True) -> None:
        """Keep the encoder as it is, or let it learn again.

        Frozen, its weights get no gradient, and its batch normalisation neither uses nor updates the
        statistics of batches: it computes exactly what it computed when it was frozen.
        """
        self.encoder_frozen = frozen
        for parameter in self.encoder.parameters():
            parameter.requires_grad_(not frozen)
        self.encoder.train(self.training and not frozen)

    def train(self, mode: bool = True) -> ChangeNetwork:
        """As PyTorch's, but a frozen encoder stays in evaluation mode."""
        super().train(mode)
        if self.encoder_frozen:
            self.encoder.eval()
        return self

    def encoded_pair(self, before: Tensor, after: Tensor) -> list[tuple[Tensor, Tensor]]:
        """Return the encoder's maps of both dates (N x bands x H x W each), a pair for each scale.

        Both go through it in one batch, so that the statistics of its batch normalisation are of both.
        """
        pairs: list[tuple[Tensor, Tensor]] = []
        for maps in self.encoder(torch.cat((before, after), 0)):
            first, second = maps.chunk(2, 0)
            pairs.append((first, second))
        return pairs
