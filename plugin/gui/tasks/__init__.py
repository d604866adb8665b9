"""The dock's Detect tab: its tasks to choose from, and what their panels share: form, light, preview, run and results."""
