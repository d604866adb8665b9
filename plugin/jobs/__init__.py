"""What crosses the wall between QGIS and the worker process: jobs, events and failures.

Standard library only; imported by both sides.
"""
