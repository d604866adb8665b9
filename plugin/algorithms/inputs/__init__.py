"""Parameters and what they are read from: layers, dates, areas, models, chips."""
