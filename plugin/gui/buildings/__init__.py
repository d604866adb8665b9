"""The task Buildings: two dates and a model in, a checked change layer out, its threshold movable afterwards."""
