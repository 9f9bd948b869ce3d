"""Looking inside: items as an encoder places them, laid out on a plane, with what a plane keeps and what it loses."""
