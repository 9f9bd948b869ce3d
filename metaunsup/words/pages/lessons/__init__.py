"""The lessons: ``page`` holds their frame, the others what each says; numbers fill the gaps, from files of results."""
