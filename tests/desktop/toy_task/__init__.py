"""A task of the Detect tab for the recipe "add a task to the panel" of docs/architecture.md."""
