"""The command line: ``python -m metaunsup COMMAND``, everything the pages do, headless."""
