"""Backends: the libraries that run ONNX networks, behind one interface (load, run, describe)."""
