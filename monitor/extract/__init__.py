"""Article → Claims: what a text says of quantities; pure."""
