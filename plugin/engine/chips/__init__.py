"""Folders of labelled chips: one reader for training, evaluation, quantisation and activation maps."""
