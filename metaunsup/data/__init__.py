"""Pools of unlabelled items and their fixed parts: what there is, whether it is here, how to get and load it."""
