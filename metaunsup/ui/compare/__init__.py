"""The page of comparisons: many paired tasks, what task design buys (studies), what carries over (transfer)."""
