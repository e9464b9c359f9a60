"""What stands in the server's config.json and beside it, as far as the API shows or obeys it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Config:
    """May be changed at any time, as an operator may edit the file and reload it."""

    server_name: str = ""
    server_port: int = 7777
    server_password: str = ""
    max_slots: int = 8
    autosave: bool = True
    motd: list[str] | None = field(
        default_factory=lambda: [
            "You have reached %map%.",
            "%255,255,0%Here now: %players%",
            "Type /rules first.",
        ]
    )
    """The lines of motd.txt; None when there is no such file."""
    rules: list[str] | None = field(default_factory=lambda: ["Build, do not burn.", "Chests have owners."])
    default_registration_group: str = "default"
    enable_token_endpoint_authentication: bool = False
    enable_ban_on_usernames: bool = False
    """4.x: whether the name in a ban is looked at when somebody joins."""
    rest_use_new_permission_model: bool = True
    """4.x: when false every valid token may do everything."""
    rest_maximum_requests: int = 5
    rest_decrease_minutes: int = 1
    rest_limit_only_failed_logins: bool = True
    log_rest: bool = False
    utc_offset_hours: float = 0.0
    """The server's local time, into which dates with a zone are converted."""
    hurried_bans_fail: bool = True
    """Since 4.5: creating a ban stumbles over an empty slot, answers 500 and has stored the ban."""

    def rules_of_play(self) -> dict[str, Any]:
        """The object `rules` of a status."""
        return {
            "AutoSave": self.autosave,
            "DisableBuild": False,
            "DisableClownBombs": False,
            "DisableDungeonGuardian": False,
            "DisableInvisPvP": False,
            "DisableSnowBalls": False,
            "DisableTombstones": True,
            "EnableWhitelist": False,
            "HardcoreOnly": False,
            "PvPMode": "normal",
            "SpawnProtection": True,
            "SpawnProtectionRadius": 10,
            "ServerSideInventory": False,
        }
