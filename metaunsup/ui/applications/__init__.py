"""The page Applications: a heading and a chooser (``page``), and a file a field."""
