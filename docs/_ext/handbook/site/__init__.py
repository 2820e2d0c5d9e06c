"""What surrounds a page in the browser."""
