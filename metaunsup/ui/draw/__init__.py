"""The page Draw: pads, drawings grouped while one draws, and one example of each kind told at every stroke."""
