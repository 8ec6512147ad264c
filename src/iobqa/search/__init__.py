"""Report to index to ranked hits."""
