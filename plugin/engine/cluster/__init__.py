"""Change detection block by block on a cluster of Dask, to the results of one machine."""
