"""Meta-training with validation, checkpoints and exact resume; what it will take; studies of task design."""
