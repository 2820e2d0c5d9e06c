"""What a page says of itself in its head."""
