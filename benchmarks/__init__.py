"""What measures understanding and speed, with its results."""
