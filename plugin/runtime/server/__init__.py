"""Jobs on a server that speaks OGC API - Processes: the client.

- :mod:`.access`: address and token, from QGIS's settings and its authentication store.
- :mod:`.connection`: requests, uploads and downloads over HTTP.
- :mod:`.exchange`: how long one job waits for the server, and where its events go.
- :mod:`.datasets`: what is sent of an input; :mod:`.archives`: folders as ZIP archives.
- :mod:`.sending`: inputs to the server; :mod:`.fetching`: outputs from it.
- :mod:`.training_link`: steering, pictures and checkpoints of a training.
- :mod:`.server_run`: one job on the server, from the uploads to the outputs.
"""
