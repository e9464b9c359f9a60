"""The accounts of a server.  A password is typed into a form, goes to the server, and is kept nowhere."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.kit import (
    BadValue,
    Form,
    Interaction,
    Level,
    Server,
    ServerName,
    checking,
    fitted,
    needs,
    safe,
    send_pages,
    server_choices,
)
from cogs.tshock.accounts import SHORTEST_PASSWORD, checked_name, checked_password
from cogs.tshock.capabilities import RunsTerraria
from cogs.tshock.cog.acting import Act, answer, ask_first, chosen, do
from cogs.tshock.cog.choices import Name, account_choices, group_choices
from cogs.tshock.cog.group import SERVER, TERRARIA
from cogs.tshock.cog.lists import list_pages

USER = app_commands.Group(name="user", description="Game server: its accounts.", parent=TERRARIA)
Filled = Callable[[Interaction, Mapping[str, str]], Awaitable[discord.Embed]]
_FORM = "Open a form for another password"
_USER, _GROUP = "The account's name, capitals as they are", "The group; its permissions are the account's"


class AccountCommands(commands.Cog):
    """The part of `/terraria` about accounts."""

    @USER.command(name="list")
    @app_commands.describe(server=SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def list_accounts(self, interaction: Interaction, server: ServerName | None = None) -> None:
        """Game server: list its accounts with their groups."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        accounts = sorted(await runs.accounts.listed(), key=lambda one: one.name.casefold())
        lines = [f"**{safe(one.name)}** \N{MIDDLE DOT} {safe(one.group)}" for one in accounts]
        await send_pages(interaction, list_pages(f"Accounts of {safe(where.title)}", lines))

    @USER.command(name="online")
    @app_commands.describe(server=SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def list_online(self, interaction: Interaction, server: ServerName | None = None) -> None:
        """Game server: list the accounts that somebody plays with now."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        lines = [f"**{safe(name)}**" for name in await runs.accounts.online()]
        await send_pages(interaction, list_pages(f"Logged in on {safe(where.title)}", lines))

    @USER.command(name="show")
    @app_commands.describe(user=_USER, server=SERVER)
    @app_commands.autocomplete(user=account_choices, server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def show_account(
        self, interaction: Interaction, user: Name, server: ServerName | None = None
    ) -> None:
        """Game server: show an account."""
        await interaction.response.defer(ephemeral=True)
        _, runs = chosen(interaction, server)
        account, online = await runs.accounts.read(user), await runs.accounts.online()
        embed = discord.Embed(title=safe(account.name), colour=discord.Colour.blurple())
        embed.add_field(name="Group", value=safe(account.group))
        embed.add_field(name="Number", value=str(account.id))
        embed.add_field(name="Plays now", value="yes" if account.name in online else "no")
        await interaction.followup.send(embed=fitted(embed), ephemeral=True)

    @USER.command(name="create")
    @app_commands.describe(user="What the new account is called", group=_GROUP, server=SERVER)
    @app_commands.autocomplete(group=group_choices, server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def create_account(
        self,
        interaction: Interaction,
        user: Name,
        group: Name | None = None,
        server: ServerName | None = None,
    ) -> None:
        """Game server: make an account; its password is asked for in a form."""
        where, runs = chosen(interaction, server)
        name = checked_name(user)

        async def act(sent: Interaction, typed: Mapping[str, str]) -> discord.Embed:
            password = checked_password(typed["password"])
            title, verb = f"Make the account {safe(name)}", "made the account {target}"
            made = Act(title, verb, lambda: runs.accounts.create(name, password, group), name)
            return await do(sent, where, made)

        await interaction.response.send_modal(_password_form(f"Password of {name}", where, act))

    @USER.command(name="update")
    @app_commands.describe(user=_USER, group=_GROUP, new_password=_FORM, server=SERVER)
    @app_commands.autocomplete(user=account_choices, group=group_choices, server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def update_account(
        self,
        interaction: Interaction,
        user: Name,
        group: Name | None = None,
        new_password: bool = False,
        server: ServerName | None = None,
    ) -> None:
        """Game server: give an account another group, another password, or both."""
        where, runs = chosen(interaction, server)
        acts = [_regrouped(runs, user, group)] if group else []
        if not acts and not new_password:
            raise BadValue("group", "nothing", "given, or new_password")

        async def act(sent: Interaction, typed: Mapping[str, str]) -> discord.Embed:
            password = checked_password(typed["password"])
            title, verb = f"Change the account {safe(user)}", "changed the password of {target}"
            changed = Act(title, verb, lambda: runs.accounts.set_password(user, password), user)
            return await do(sent, where, *acts, changed)

        if new_password:
            await interaction.response.send_modal(_password_form(f"New password of {user}", where, act))
        else:
            await interaction.response.defer(ephemeral=True)
            await answer(interaction, where, acts[0])

    @USER.command(name="delete")
    @app_commands.describe(user=_USER, server=SERVER)
    @app_commands.autocomplete(user=account_choices, server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def delete_account(
        self, interaction: Interaction, user: Name, server: ServerName | None = None
    ) -> None:
        """Game server: delete an account."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        account = await runs.accounts.read(user)
        title, verb = f"Delete the account {safe(user)}", "deleted the account {target}"
        act = Act(title, verb, lambda: runs.accounts.delete(user), user)
        question = (
            f"Delete the account **{safe(account.name)}**, group {safe(account.group)},"
            f" of **{safe(where.title)}**? It cannot be brought back."
        )
        await ask_first(interaction, where, act, question, "Delete it")


def _regrouped(runs: RunsTerraria, user: str, group: str) -> Act:
    title, verb = f"Change the account {safe(user)}", "changed the group of {target}"
    return Act(title, verb, lambda: runs.accounts.set_group(user, group), f"{user} to {group}")


def _password_form(title: str, server: Server, act: Filled) -> Form:
    field = discord.ui.TextInput[Any](
        label="Password",
        placeholder="Everybody who sees your screen can read it",
        min_length=SHORTEST_PASSWORD,
        max_length=100,
    )
    return Form(title, {"password": field}, act, checking(Level.ADMIN, server), verbatim={"password"})
