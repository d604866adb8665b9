"""Rasters of any kind, brought onto one grid."""
