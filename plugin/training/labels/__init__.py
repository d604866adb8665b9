"""Labelled ground for training, from layers and from folders of chips; and chips cut from it. Needs no torch."""
