"""The task "What became what" of the Detect tab: from two images, or two maps of classes, to transitions."""
