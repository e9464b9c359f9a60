"""The keys of a Terraria server in main.yaml, beside those that every server has."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, SecretStr, model_validator

from bot.kit import SourceSettings
from cogs.tshock.chat_format import DEFAULT, ChatFormat


def _readable(chat_format: str) -> str:
    ChatFormat(chat_format)
    return chat_format


class TShockSettings(SourceSettings):
    """A *token* of ``ApplicationRestTokens``; without it the *username* and *password* of an account.

    *chat_log* is the folder of the server's log files, or one file; *chat_format* is its ``ChatFormat``.
    *refused_commands* are names of console commands that ``/terraria command`` does not take, beside those
    that it never takes.
    """

    token: SecretStr | None = None
    username: str = ""
    password: SecretStr | None = None
    chat_log: Path | None = None
    chat_format: Annotated[str, AfterValidator(_readable)] = DEFAULT
    refused_commands: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _whole_login(self) -> Self:
        if bool(self.username) != (self.password is not None):
            raise ValueError("username and password together")
        return self
