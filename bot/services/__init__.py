"""What the bot does, in sentences; knows no Discord."""
