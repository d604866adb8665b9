"""Radar: a date predicted from earlier ones of the same place, and change sought in what the prediction does not explain."""
