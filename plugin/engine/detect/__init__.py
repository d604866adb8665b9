"""Change detection with a network: the job, its preview, and a new threshold on its probability."""
