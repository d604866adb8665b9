"""Change between two dates by arithmetic alone, for any sensor and resolution: one method a file."""
