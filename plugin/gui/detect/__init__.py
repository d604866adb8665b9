"""The dock's Detect tab: two dates and a model in, a checked change layer out."""
