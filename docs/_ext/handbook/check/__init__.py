"""What judges sources before they are built."""
