"""What tells items that do not belong from a handful that do: detectors, in raw items or in what an encoder sees."""
