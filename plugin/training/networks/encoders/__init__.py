"""Encoders: feature pyramids of one date, or of both stacked. One family a file."""

from __future__ import annotations

from .efficientnet_lite import EfficientNetLite
from .encoder import Encoder, WeightsMissing, WeightsUnfit
from .inception_resnet_v2 import InceptionResNetV2
from .mobilenet_v2 import MobileNetV2
from .resnet import ResNet

__all__ = [
    "EfficientNetLite",
    "Encoder",
    "InceptionResNetV2",
    "MobileNetV2",
    "ResNet",
    "WeightsMissing",
    "WeightsUnfit",
    "build_encoder",
]


def build_encoder(name: str, bands: int = 3, dates: int = 1) -> Encoder:
    """Return the encoder of that name (:data:`...rules.network_plan.ENCODERS`): four maps at strides 2, 4, 8 and 16.

    :param bands: of one date;
    :param dates: how many are stacked: 1 or 2.
    """
    if name.startswith("efficientnet_lite"):
        return EfficientNetLite(int(name[-1]), bands, dates)
    if name.startswith("resnet"):
        return ResNet(int(name[6:]), bands, dates)
    if name == "mobilenet_v2":
        return MobileNetV2(bands, dates)
    raise ValueError(f"There is no encoder '{name}'.")
