"""CPU time of the backward pass of depthwise convolutions in bfloat16 and float32, and of a whole training step with each.

``build/worker-env/bin/python -m tests.benchmarks.depthwise``

Measures the layers of EfficientNet-Lite0 on 8 crops of 192 pixels, on one thread; the fastest of several turns counts.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Callable

import torch
from torch import Tensor, nn

from groundshift.plugin.training.networks.encoders.depthwise import DepthwiseConv2d
from groundshift.plugin.training.networks.encoders.efficientnet_lite import EfficientNetLite

_BATCH, _SIDE, _TURNS = 8, 192, 4


def main() -> None:
    """Print the figures as JSON."""
    torch.set_num_threads(1)
    network = EfficientNetLite(0).to(memory_format=torch.channels_last)
    image = torch.randn(_BATCH, 3, _SIDE, _SIDE).to(memory_format=torch.channels_last)
    layers = []
    for convolution, inputs in _inputs(network, image):
        shape = {"channels": inputs.shape[1], "side": inputs.shape[2], "stride": convolution.stride[0]}
        low, full = _backward(convolution, inputs, True), _backward(convolution, inputs, False)
        layers.append({**shape, "bfloat16": low, "float32": full})
    sys.stdout.write(json.dumps({"layers": layers, "whole": _whole(network, image)}, indent=1) + "\n")


def _inputs(network: nn.Module, image: Tensor) -> list[tuple[nn.Conv2d, Tensor]]:
    """Return the depthwise convolutions as plain ones, each with what reaches it."""
    found: list[tuple[nn.Conv2d, Tensor]] = []

    def keep(layer: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        assert isinstance(layer, DepthwiseConv2d)
        found.append((_plain(layer), inputs[0].detach().clone().requires_grad_()))

    hooks = [layer.register_forward_hook(keep) for layer in network.modules() if isinstance(layer, DepthwiseConv2d)]
    with torch.no_grad():
        network(image)
    for hook in hooks:
        hook.remove()
    return found


def _plain(layer: nn.Conv2d) -> nn.Conv2d:
    plain = nn.Conv2d(
        layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride, layer.padding, groups=layer.groups, bias=False
    )
    plain.load_state_dict(layer.state_dict())
    return plain.to(memory_format=torch.channels_last)


def _whole(network: nn.Module, image: Tensor) -> dict[str, float]:
    """Return the CPU seconds of a forward and backward pass of the encoder under autocast, with plain and our layers."""
    ours = _step(network, image)
    for block in network.modules():
        for name, layer in list(block.named_children()):
            if isinstance(layer, DepthwiseConv2d):
                setattr(block, name, _plain(layer))
    return {"plain": _step(network, image), "float32 depthwise": ours}


def _step(network: nn.Module, image: Tensor) -> float:
    def once() -> None:
        with torch.autocast("cpu", torch.bfloat16):
            maps = network(image)
        sum(part.float().mean() for part in maps).backward()

    return _fastest(once)


def _backward(convolution: nn.Conv2d, inputs: Tensor, low: bool) -> float:
    with torch.autocast("cpu", torch.bfloat16, enabled=low):
        result = convolution(inputs)
    gradient = torch.ones_like(result)
    return _fastest(lambda: result.backward(gradient, retain_graph=True))


def _fastest(action: Callable[[], None]) -> float:
    """Return the least CPU seconds of several turns."""
    times = []
    for _ in range(_TURNS):
        begun = time.process_time()
        action()
        times.append(time.process_time() - begun)
    return round(min(times), 4)


if __name__ == "__main__":
    main()
