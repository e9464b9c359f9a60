"""What Discord refuses because of its size or shape."""
