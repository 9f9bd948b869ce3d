"""What the app says: a file a page, and one for each part that several pages share."""
