"""The learners, one file each, what they share, and the registry that lists them."""
