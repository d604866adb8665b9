"""What makes standing buildings look changed: disturbances of one date of a pseudo-pair, each a function of its own."""
