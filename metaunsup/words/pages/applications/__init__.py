"""The page Applications: a file a field, and ``page`` for what they share."""
