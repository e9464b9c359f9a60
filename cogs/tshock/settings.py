"""The keys of a Terraria server in main.yaml, beside those that every server has."""

from typing import Self

from pydantic import SecretStr, model_validator

from bot.kit import SourceSettings


class TShockSettings(SourceSettings):
    """Either a *token* of ``ApplicationRestTokens``, or the *username* and *password* of an account."""

    token: SecretStr | None = None
    username: str = ""
    password: SecretStr | None = None

    @model_validator(mode="after")
    def _one_way_in(self) -> Self:
        if self.token is not None and (self.username or self.password is not None):
            raise ValueError("either token, or username and password")
        if bool(self.username) != (self.password is not None):
            raise ValueError("username and password together")
        return self
