"""The keys of an Automobilista 2 server in main.yaml, beside those that every server has."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, SecretStr

from bot.kit import ServerPlace, SourceSettings


def _without_colon(username: str) -> str:
    if ":" in username:  # Basic authentication could not tell where the name ends
        raise ValueError("a name without a colon")
    return username


def _nothing(each: Mapping[str, ServerPlace]) -> Mapping[str, ServerPlace]:
    if each:
        raise ValueError("nothing: one server stands behind this address, so say it one level higher")
    return each


class AMS2Settings(SourceSettings):
    """``httpApiUsers`` of the server names the user; it must be in the groups ``private`` and ``admin``."""

    username: Annotated[str, AfterValidator(_without_colon)] = ""
    password: SecretStr | None = None
    each: Annotated[Mapping[str, ServerPlace], AfterValidator(_nothing)] = {}
