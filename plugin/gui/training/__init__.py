"""The training dialog: labels, model, settings, samples, the running training and its result."""
