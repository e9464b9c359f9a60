"""Values and pure functions: what the bot knows and how it thinks, without any input or output."""
