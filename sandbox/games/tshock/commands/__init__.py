"""The console commands that a caller of the API can give, one file per subject."""
