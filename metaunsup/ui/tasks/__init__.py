"""The page of tasks: sample one, reveal the truth, see practice tasks being made (UMTRA, CACTUs), export."""
