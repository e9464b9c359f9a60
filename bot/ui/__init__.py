"""All that Discord sees."""
