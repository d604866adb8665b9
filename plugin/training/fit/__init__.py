"""Training of a model: crops, augmentation, the loop with its checkpoints, and the files written at the end."""
