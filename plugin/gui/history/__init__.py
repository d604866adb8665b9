"""The History tab: what was run in this project, to run again, to copy, to look at again."""
