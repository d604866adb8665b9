"""The task "Radar series" of the Detect tab: a table of radar images, its dates on the map, change at a date."""
