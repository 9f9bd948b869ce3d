"""Names of the ready-made sets of drawings, a set for each lesson; what makes and reads them is ``data.ready_made``."""

SETS = ("learning", "kmeans", "augmentation", "orders", "digits", "hurts", "control", "unsure", "unequal", "fair")
