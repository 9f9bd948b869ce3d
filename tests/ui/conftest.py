"""Lets the tests of every page's folder import what stands here: ``opened`` and ``hand_made``."""
