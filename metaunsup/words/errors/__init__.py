"""What is said when something cannot be done: ``error.CODE`` for every code of ``MetaUnsupError``, a file for each kind."""
