"""The groups of a server's accounts."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.kit import (
    BadValue,
    Interaction,
    Level,
    ServerName,
    fitted,
    needs,
    safe,
    send_pages,
    server_choices,
)
from cogs.tshock.capabilities import RunsTerraria
from cogs.tshock.cog.acting import Act, answer, ask_first, chosen
from cogs.tshock.cog.choices import Name, group_choices
from cogs.tshock.cog.group import SERVER, TERRARIA
from cogs.tshock.cog.lists import list_pages
from cogs.tshock.groups import Group, checked_name, permissions_after, permissions_meant

GROUP = app_commands.Group(name="group", description="Game server: its groups.", parent=TERRARIA)
Permissions = app_commands.Range[str, 1, 2000]
_GROUP, _PARENT = "The group's name, capitals as they are", "The group that it inherits from"


class GroupCommands(commands.Cog):
    """The part of `/terraria` about groups."""

    @GROUP.command(name="list")
    @app_commands.describe(server=SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def list_groups(self, interaction: Interaction, server: ServerName | None = None) -> None:
        """Game server: list its groups, and from which they inherit."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        lines = [
            f"**{safe(one.name)}**" + (f" \N{MIDDLE DOT} below {safe(one.parent)}" if one.parent else "")
            for one in await runs.groups.listed()
        ]
        await send_pages(interaction, list_pages(f"Groups of {safe(where.title)}", lines))

    @GROUP.command(name="show")
    @app_commands.describe(group=_GROUP, server=SERVER)
    @app_commands.autocomplete(group=group_choices, server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def show_group(
        self, interaction: Interaction, group: Name, server: ServerName | None = None
    ) -> None:
        """Game server: show what a group may."""
        await interaction.response.defer(ephemeral=True)
        _, runs = chosen(interaction, server)
        await interaction.followup.send(embed=group_embed(await runs.groups.read(group)), ephemeral=True)

    @GROUP.command(name="create")
    @app_commands.describe(
        group="What the new group is called",
        parent=_PARENT,
        permissions="With commas between them; ! in front takes an inherited one away",
        server=SERVER,
    )
    @app_commands.autocomplete(parent=group_choices, server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def create_group(
        self,
        interaction: Interaction,
        group: Name,
        parent: Name | None = None,
        permissions: Permissions = "",
        server: ServerName | None = None,
    ) -> None:
        """Game server: make a group."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        name, wanted = checked_name(group), permissions_meant(permissions)
        title, verb = f"Make the group {safe(name)}", "made the group {target}"
        act = Act(title, verb, lambda: runs.groups.create(name, parent, wanted), name)
        await answer(interaction, where, act)

    @GROUP.command(name="update")
    @app_commands.describe(
        group=_GROUP,
        parent=_PARENT,
        add="What it shall have besides, with commas between; ! takes an inherited one away",
        remove="What of its own it shall lose, with commas between",
        permissions="All that it shall have, in place of what it has of its own",
        server=SERVER,
    )
    @app_commands.autocomplete(group=group_choices, parent=group_choices, server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def update_group(
        self,
        interaction: Interaction,
        group: Name,
        add: Permissions | None = None,
        remove: Permissions | None = None,
        permissions: Permissions | None = None,
        parent: Name | None = None,
        server: ServerName | None = None,
    ) -> None:
        """Game server: change what a group may, and from which it inherits."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        if not (parent or permissions or add or remove):
            raise BadValue("add", "nothing", "given, or another of the options")
        found = await runs.groups.read(group)
        instead = permissions_meant(permissions) if permissions else None
        changed = permissions_after(found.own, instead, permissions_meant(add), permissions_meant(remove))
        wanted = changed if set(changed) != set(found.own) else None
        if wanted is None and parent in {None, found.parent}:
            raise BadValue("add", "what is so already", "something that changes the group")
        question = update_question(found, where.title, parent, wanted)
        title, verb = f"Change the group {safe(group)}", "changed the group {target}"
        act = Act(title, verb, lambda: runs.groups.update(group, parent, wanted), group)
        await ask_first(interaction, where, act, question, "Change it")

    @GROUP.command(name="delete")
    @app_commands.describe(group=_GROUP, server=SERVER)
    @app_commands.autocomplete(group=group_choices, server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def delete_group(
        self, interaction: Interaction, group: Name, server: ServerName | None = None
    ) -> None:
        """Game server: delete a group."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        found = await runs.groups.read(group)
        title, verb = f"Delete the group {safe(group)}", "deleted the group {target}"
        act = Act(title, verb, lambda: runs.groups.delete(group), group)
        question = (
            f"Delete the group **{safe(found.name)}** of **{safe(where.title)}**? Whoever is in it loses what"
            " it gives, and the bot everything, if its own token is in it. It cannot be brought back."
        )
        await ask_first(interaction, where, act, question, "Delete it")


def group_embed(group: Group) -> discord.Embed:
    """Show a group with its own permissions, and how many it has in all."""
    embed = discord.Embed(
        title=safe(group.name), description=_listed(group.own, 3800) or "No permissions of its own."
    )
    embed.colour = discord.Colour.blurple()
    embed.add_field(name="Inherits from", value=safe(group.parent) if group.parent else "no group")
    embed.add_field(name="Colour in chat", value=safe(group.chatcolor) if group.chatcolor else "not told")
    in_all = "all" if "*" in group.totalpermissions else str(len(group.totalpermissions))
    embed.add_field(name="Permissions in all", value=in_all)
    return fitted(embed)


def update_question(group: Group, server: str, parent: str | None, permissions: Sequence[str] | None) -> str:
    """Say what a change gives and takes."""
    lines = [f"Change the group **{safe(group.name)}** of **{safe(server)}**?"]
    if parent is not None:
        before = safe(group.parent) if group.parent else "no group"
        lines.append(f"It inherits from: {before} \N{RIGHTWARDS ARROW} **{safe(parent)}**")
    if permissions is not None:
        gained = [name for name in permissions if name not in group.own]
        lost = [name for name in group.own if name not in permissions]
        lines.append(f"It gains: {_listed(gained, 1500) or 'nothing'}")
        lines.append(f"It loses: {_listed(lost, 1500) or 'nothing'}")
    return "\n".join(lines)


def _listed(names: Sequence[str], limit: int) -> str:
    """Put as many *names* as fit into *limit* behind each other, and say how many did not."""
    shown: list[str] = []
    for name in map(safe, names):
        limit -= len(name) + 2
        if limit < 0:
            return f"{', '.join(shown)} and {len(names) - len(shown)} more"
        shown.append(name)
    return ", ".join(shown)
