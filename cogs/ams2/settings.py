"""The keys of an Automobilista 2 server in main.yaml, beside those that every server has."""

from typing import Annotated

from pydantic import AfterValidator, SecretStr

from bot.kit import SourceSettings, WebAddress


def _without_colon(username: str) -> str:
    if ":" in username:  # Basic authentication could not tell where the name ends
        raise ValueError("a name without a colon")
    return username


class AMS2Settings(SourceSettings):
    """``httpApiUsers`` of the server names the user; it must be in the groups ``private`` and ``admin``.

    *public_url* is where browsers of the staff find the server's own pages.
    """

    username: Annotated[str, AfterValidator(_without_colon)] = ""
    password: SecretStr | None = None
    public_url: WebAddress | None = None
