"""How much of a person's own data is read, and how long it is kept: every limit, in one place.

Readers hold these while they read: what a file says of itself is a hint at most, and what it asks for is never
reserved on its word. A pool of this size is read in less than ``MOST_MEMORY``.
"""

from __future__ import annotations

# one file, and what it unpacks to
MOST_BYTES = 1 << 30  # unpacked, of one archive
MOST_FILE_BYTES = 1 << 28  # of one picture, table or array, packed or not
MOST_PICTURES = 100_000
MOST_MEMBERS = 200_000  # of an archive, pictures or not
MOST_DIRECTORY = 1 << 26  # bytes of a zip's list of its members
MOST_MEMORY = 2 << 30  # bytes that reading may take at its peak, beyond what the program has

# one picture
MOST_PIXELS = 50_000_000  # a larger one counts as unreadable
MOST_MOVING = MOST_PIXELS // 4  # of a WebP that moves: its decoder holds four of them
MOST_SIDES = 64  # how many times as long as it is wide; nothing is left of a longer one made small

# a table, or an array of vectors
MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
MOST_CELLS = 10_000_000
MOST_CELL = 1 << 16  # characters of one
MOST_LINE = 1 << 22  # characters of one line
MOST_CLASSES = 2_000  # different values of a label column

# what a browser sends
# bytes of all files of one upload; `server.maxUploadSize` in .streamlit/config.toml says the same
MOST_UPLOAD = 100 << 20
MOST_HELD = 1 << 30  # bytes that all browsers together have handed over and their tabs still hold
MOST_SECONDS = 60  # that reading one may take: huge pictures of a single colour are small files
MOST_KEPT = 5  # uploads of one browser; for one more, one has to go
MOST_KEPT_BYTES = 4 << 30  # of all browsers
DAYS_KEPT = 7.0  # since it was last used
