"""The networks, one architecture a file, in plain PyTorch."""
