"""The worker process, from QGIS's side: its interpreter, environment and life cycle.

Standard library only, except for :mod:`.settings`, which reads QGIS's settings where QGIS is there.

- :mod:`.worker_pool` runs jobs: ``run_job``, ``worker_hello``, ``shutdown``.
- :mod:`.interpreter` finds the worker's Python, :mod:`.base_interpreter` the one to make an environment from.
- :mod:`.install` makes the environment; it also runs without QGIS.
"""
