"""Encoders: feature pyramids of one date, or of both stacked. One family a file."""

from __future__ import annotations

from .efficientnet_lite import EfficientNetLite
from .encoder import Encoder, WeightsMissing, WeightsUnfit
from .mobilenet_v2 import MobileNetV2
from .resnet import ResNet

__all__ = ["EfficientNetLite", "Encoder", "MobileNetV2", "ResNet", "WeightsMissing", "WeightsUnfit", "build_encoder"]


def build_encoder(name: str, bands: int = 3, images: int = 1) -> Encoder:
    """The encoder of that name (:data:`...rules.network_plan.ENCODERS`): four maps at strides 2, 4, 8 and 16.

    :param bands: of one image; :param images: how many are stacked.
    """
    if name.startswith("efficientnet_lite"):
        return EfficientNetLite(int(name[-1]), bands, images)
    if name.startswith("resnet"):
        return ResNet(int(name[6:]), bands, images)
    if name == "mobilenet_v2":
        return MobileNetV2(bands, images)
    raise ValueError(f"There is no encoder '{name}'.")
