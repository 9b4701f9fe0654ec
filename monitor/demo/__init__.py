"""A newsroom of our own on this machine, to see the whole job at work."""
