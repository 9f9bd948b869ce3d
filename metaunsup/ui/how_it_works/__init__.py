"""The page that explains: figures to drag, formulas beside them, questions, lessons."""
