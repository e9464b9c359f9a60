"""The keys of a Terraria server in main.yaml, beside those that every server has."""

from typing import Self

from pydantic import SecretStr, model_validator

from bot.kit import SourceSettings


class TShockSettings(SourceSettings):
    """A *token* of ``ApplicationRestTokens``; without it the *username* and *password* of an account."""

    token: SecretStr | None = None
    username: str = ""
    password: SecretStr | None = None

    @model_validator(mode="after")
    def _whole_login(self) -> Self:
        if bool(self.username) != (self.password is not None):
            raise ValueError("username and password together")
        return self
