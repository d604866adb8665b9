"""Common names of what can run networks."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.measure_runtime import PROCESSOR

# ONNX Runtime's execution providers, OpenVINO's devices and precisions.
NAMES = {
    "CUDAExecutionProvider": "NVIDIA CUDA",
    "ROCMExecutionProvider": "AMD ROCm",
    "DmlExecutionProvider": "DirectML",
    "CoreMLExecutionProvider": "Core ML",
    "OpenVINOExecutionProvider": "Intel OpenVINO",
    "TensorrtExecutionProvider": "NVIDIA TensorRT",
    "TensorrtExecutionProvider:fp16": "NVIDIA TensorRT, fp16",
    "OpenVINO:CPU:fp32": "OpenVINO, fp32",
    "OpenVINO:CPU:bf16": "OpenVINO, bf16",
    "OpenVINO:CPU:fp16": "OpenVINO, fp16",
    "OpenVINO:GPU:fp16": "OpenVINO, GPU fp16",
}


def target_name(target: str) -> str:
    """Return the common name of a target; of one without such a name the target itself.

    :param target: name of a target, see :func:`..runtime.network_target.expected_target`.
    """
    if target == PROCESSOR:
        return str(QCoreApplication.translate("Options", "ONNX Runtime, processor"))
    return NAMES.get(target, target)
