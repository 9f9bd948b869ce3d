"""Adapting to a task in plain tensors: k-means, clustering heads, objectives, inner loops, optimiser."""
