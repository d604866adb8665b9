"""Training and evaluation of Groundshift's networks: worker side only (torch, rasterio, onnxruntime)."""
