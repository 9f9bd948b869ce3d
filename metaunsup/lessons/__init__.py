"""Small worlds in which a formula can be seen: two parameters, a curve, one latent dimension, points on a plane.

The page that explains draws them in the browser, whose numbers are held to those of these functions.
"""
