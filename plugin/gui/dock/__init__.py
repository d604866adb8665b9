"""The dock: its frame, and what its panels share."""
