"""Training of a user's model: crops, augmentation, the loop with its checkpoints, and what is written at the end."""
