"""Browse, import and remove models."""
