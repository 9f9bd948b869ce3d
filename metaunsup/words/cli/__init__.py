"""What ``python -m metaunsup`` says: a file a command, and ``common`` for what is not one command's."""
