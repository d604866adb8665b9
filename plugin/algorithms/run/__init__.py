"""One run: parameters become a job, its events become feedback, its results become layers."""
