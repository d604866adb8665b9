"""Base of the encoders: a pyramid of maps, and pretrained weights from an installed package or a file.

An encoder of two stacked dates is one network whose first convolution sees both. Down to stride 8 its
maps have twice the channels, so that it can keep what it needs of either date; deeper ones do not, so
it costs less than two passes. Every layer connects all of its channels, and all of them are learned;
pretrained weights of one date only give a start in which the halves have not met (:func:`widened`,
after Chen, Goodfellow and Shlens, "Net2Net", ICLR 2016).

Nothing is ever fetched. A file is one that PyTorch wrote (``.pth``), read as tensors only.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Optional

import torch
from torch import Tensor, nn


class WeightsMissing(FileNotFoundError):
    """No pretrained weights are installed, and no file was named."""


class WeightsUnfit(ValueError):
    """The file holds no weights, or those of another network."""


class WeightsPackage(NamedTuple):
    """Where pretrained weights lie once a Python package is installed."""

    install_name: str
    import_name: str
    file: str
    """Below the package's folder."""


class Encoder(nn.Module):
    """A feature pyramid.

    Input N x (bands x dates) x H x W float32, H and W multiples of :attr:`stride`. Output: a list of
    maps, finest first, with :attr:`channels` channels, those but the last times the dates; each has
    half the side of the one before unless an encoder documents another factor.
    """

    title: str
    channels: tuple[int, ...]
    """Of one date."""
    stride: int
    first_convolution: str
    """The key of the first convolution's weight: the one that depends on the bands."""
    package: Optional[WeightsPackage] = None

    def __init__(self, bands: int = 3, dates: int = 1) -> None:
        super().__init__()
        self.bands = bands
        self.dates = dates

    def published_key(self, key: str) -> str:
        """Return the key under which the published weights hold ours."""
        return key

    def load_pretrained(self, path: Optional[Path] = None) -> None:
        """Fill the encoder from ``path`` or from the installed package.

        :raises WeightsMissing, WeightsUnfit: the encoder is then unchanged.
        """
        file = path if path is not None else self._installed_file()
        published = read_weights(file)
        state: dict[str, Tensor] = {}
        for key, own in self.state_dict().items():
            value = published.get(self.published_key(key))
            if value is None and key.endswith("num_batches_tracked"):
                value = torch.zeros_like(own)  # files of old versions of PyTorch lack it, and nothing here reads it
            if value is not None and key == self.first_convolution and value.dim() == own.dim():
                value = adapted_to_bands(value, self.bands)
            fitting = widened(value, own.shape) if value is not None else None
            if fitting is None:
                raise WeightsUnfit(
                    f"{file.name} does not hold weights of {self.title}: '{key}' is missing or has another shape."
                )
            state[key] = fitting
        self.load_state_dict(state)

    def _installed_file(self) -> Path:
        if self.package is None:
            raise WeightsMissing(
                f"No package installs pretrained weights of {self.title}: name a weights file (.pth), "
                "or train without pretrained weights."
            )
        spec = importlib.util.find_spec(self.package.import_name)
        if spec is not None and spec.origin is not None:
            path = Path(spec.origin).parent / self.package.file
            if path.is_file():
                return path
        raise WeightsMissing(
            f"The ImageNet weights of {self.title} are not installed: install the Python package "
            f"'{self.package.install_name}', name a weights file (.pth), or train without pretrained weights."
        )


def read_weights(path: Path) -> dict[str, Tensor]:
    """Read the tensors of a PyTorch file, by name.

    :raises WeightsMissing, WeightsUnfit:

    Files that wrap them ("state_dict", "model") and names that ``DataParallel`` prefixed ("module.") are read, too.
    """
    if not path.is_file():
        raise WeightsMissing(f"The weights file {path} does not exist.")
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)  # nosec B614  # tensors only
    except Exception as error:  # whatever a file that is none makes the reader raise
        raise WeightsUnfit(f"{path.name} cannot be read as PyTorch weights: {type(error).__name__}.") from error
    for wrapper in ("state_dict", "model"):
        if isinstance(content, Mapping) and isinstance(content.get(wrapper), Mapping):
            content = content[wrapper]
    if not isinstance(content, Mapping):
        raise WeightsUnfit(f"{path.name} holds no dictionary of weights.")
    return {str(key).removeprefix("module."): value for key, value in content.items() if isinstance(value, Tensor)}


def adapted_to_bands(weight: Tensor, bands: int) -> Tensor:
    """Return a first convolution's weights (O x 3 x K x K: red, green, blue) for an image of ``bands`` bands.

    The first three bands are taken for red, green and blue; more bands, or fewer than three, get the mean of
    the three. All are scaled so that a gray image gives the maps that the encoder was trained to give.
    """
    known = weight.shape[1]
    one = weight.mean(1, keepdim=True).repeat(1, bands, 1, 1)
    if bands >= known:
        one[:, :known] = weight
    return one * (known / bands)


def widened(value: Tensor, shape: torch.Size) -> Optional[Tensor]:
    """Return a weight of one date for a layer that holds two dates side by side; ``None`` if ``shape`` is neither.

    Where outputs and inputs are doubled, each half gets the weight and the halves do not mix; where only the
    inputs are, the layer takes the mean of the halves; values of channels and depthwise kernels are repeated.
    """
    if value.shape == shape:
        return value
    if value.dim() != len(shape) or value.dim() == 0 or value.shape[2:] != shape[2:]:
        return None
    outputs, inputs = value.shape[0], value.shape[1] if value.dim() > 1 else 1
    times = (shape[0] / outputs, (shape[1] if len(shape) > 1 else 1) / inputs)
    if times == (2, 2):
        wide = value.new_zeros(shape)
        wide[:outputs, :inputs] = value
        wide[outputs:, inputs:] = value
        return wide
    if times == (1, 2):
        return torch.cat((value, value), 1) / 2
    return torch.cat((value, value)) if times == (2, 1) else None
