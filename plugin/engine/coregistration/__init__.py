"""How far the dates lie apart, and moving one onto the other. Worker side of the wall."""
