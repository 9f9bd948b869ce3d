"""Short scripts to start from, run by ``python -m metaunsup.examples NAME``; each is read from top to bottom."""
