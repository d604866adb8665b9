"""How right a map is: assessment against a reference, samples, and areas with their uncertainty."""
