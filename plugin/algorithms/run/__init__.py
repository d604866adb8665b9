"""One run: parameters become a job, events become feedback, results become layers."""
