"""Jobs on a server that speaks OGC API - Processes: the client.

- :mod:`.access`: address and token, from QGIS's settings and its authentication store.
- :mod:`.connection`: requests, uploads and downloads over HTTP.
- :mod:`.datasets`: the files of an input, as they are sent.
- :mod:`.server_run`: one job on the server, from the uploads to the outputs.
"""
