"""Steward: a Discord bot for communities that run game servers."""
