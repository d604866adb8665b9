"""The models that can be chosen: look at them, import them, remove them."""
