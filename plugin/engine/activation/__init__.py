"""What the layers of a network answer to."""
