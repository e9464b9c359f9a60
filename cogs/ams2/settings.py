"""The keys of an Automobilista 2 server in main.yaml, beside those that every server has."""

from pydantic import SecretStr

from bot.kit import SourceSettings


class AMS2Settings(SourceSettings):
    """``httpApiUsers`` of the server names the user; it must be in the groups ``private`` and ``admin``."""

    username: str = ""
    password: SecretStr | None = None
