"""The dock and the session that its panels share."""
