"""Builds the bundled models: recipes, pseudo-pairs, leave-one-place-out, cards. Not shipped with the plugin."""
