"""The PDF, the EPUB, and how the site offers them."""
