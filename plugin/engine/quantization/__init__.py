"""8-bit twins of models."""
