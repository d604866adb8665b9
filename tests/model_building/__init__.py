"""Tests of the training side; they run in the worker's environment."""
