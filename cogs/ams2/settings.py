"""The keys of an Automobilista 2 server in main.yaml, beside those that every server has."""

from typing import Annotated

from pydantic import AfterValidator, SecretStr

from bot.kit import SourceSettings


def _without_colon(username: str) -> str:
    if ":" in username:  # Basic authentication could not tell where the name ends
        raise ValueError("a name without a colon")
    return username


class AMS2Settings(SourceSettings):
    """``httpApiUsers`` of the server names the user; it must be in the groups ``private`` and ``admin``."""

    username: Annotated[str, AfterValidator(_without_colon)] = ""
    password: SecretStr | None = None
