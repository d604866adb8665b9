"""Training of networks that predict radar images, without labels."""
