"""The History tab: the runs of this project, to run again, copy or load."""
