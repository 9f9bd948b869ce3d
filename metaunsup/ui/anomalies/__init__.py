"""The page Anomalies: detectors judge what does not belong with a few normal items, and where one draws the line."""
