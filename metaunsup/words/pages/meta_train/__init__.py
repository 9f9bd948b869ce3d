"""The page of training, from the form to the trained network."""
