"""ONNX networks, run tile by tile."""
