"""Parameters of the algorithms, and the layers, dates, areas, models and chips read from them."""
