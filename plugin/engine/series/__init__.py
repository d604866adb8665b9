"""Change over three or more dates."""
