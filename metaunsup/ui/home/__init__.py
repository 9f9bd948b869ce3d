"""The home page: 200 unlabelled digits, one button, four learners."""
