"""The model file: one ONNX file that says all that is needed to use it right (models/SPEC.md).

Standard library only; imported by both sides of the wall.
"""
