"""What is loaded into the client: a folder with a GAME is a game, everything else a feature for all games."""
