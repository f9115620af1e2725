"""Set-up, training, and the two servers."""
