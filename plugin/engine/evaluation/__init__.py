"""How good a model is on labelled imagery: measures, calibration, robustness, pictures."""
