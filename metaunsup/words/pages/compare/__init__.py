"""The page of comparisons, from the form to the figures; its studies are in ``study`` and ``transfer`` beside this folder."""
