"""Drawing more of a handful of items."""
