"""A made-up place on two dates, drawn so that it looks like an aerial photograph, with the truth of what changed.

``layout`` places the objects, ``ground``, ``roofs`` and ``trees`` draw it, ``light`` casts the shadows and
``rasters`` writes georeferenced files. Lengths are metres; x runs to the east and y to the south from the scene's
north-western corner. Dates are 0 (before) and 1 (after).
"""
