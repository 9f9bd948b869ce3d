"""Runs: every training as a folder, a list of them, a queue, and the worker that trains."""
