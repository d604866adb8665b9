"""The model file: one ONNX file with all that is needed to use it correctly (models/SPEC.md).

Standard library only; imported by both sides of the wall.
"""
