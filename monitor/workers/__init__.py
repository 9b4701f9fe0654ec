"""Who runs the steps, and in which order."""
