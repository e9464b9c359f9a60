"""Small bots that use one feature each, for tests of the people's side."""

import discord
from discord import app_commands

from tests.sandbox.discord.conftest import Bot


class Form(discord.ui.Modal, title="Report"):
    what = discord.ui.TextInput[discord.ui.Modal](label="What happened?", max_length=100)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"noted: {self.what.value}", ephemeral=True)


class Panel(discord.ui.View):
    @discord.ui.button(label="Count", custom_id="count")
    async def count(
        self, interaction: discord.Interaction, button: discord.ui.Button[discord.ui.View]
    ) -> None:
        button.label = "Counted"
        await interaction.response.edit_message(content="one", view=self)

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="edited later")

    @discord.ui.button(label="Locked", custom_id="locked", disabled=True)
    async def locked(self, interaction: discord.Interaction, _: discord.ui.Button[discord.ui.View]) -> None:
        """Cannot be pressed."""

    @discord.ui.select(
        custom_id="who",
        options=[discord.SelectOption(label="Ann", value="1"), discord.SelectOption(label="Bob", value="2")],
    )
    async def who(self, interaction: discord.Interaction, select: discord.ui.Select[discord.ui.View]) -> None:
        await interaction.response.send_message(f"chosen {select.values[0]}")


def bot_with_commands(guild_id: int) -> Bot:
    bot = Bot()
    tree, home = bot.tree, discord.Object(guild_id)

    @tree.command(description="Answer at once", guild=home)
    async def hello(interaction: discord.Interaction, name: str, who: discord.Member | None = None) -> None:
        embed = discord.Embed(title="Hello", description=name).set_footer(text=str(who and who.name))
        await interaction.response.send_message("Hi", embed=embed)

    @tree.command(description="Answer later", guild=home)
    async def think(interaction: discord.Interaction, private: bool) -> None:
        await interaction.response.defer(ephemeral=private)
        await interaction.followup.send("thought", ephemeral=not private)

    @tree.command(description="Never answers", guild=home)
    async def silent(interaction: discord.Interaction) -> None:
        """No answer at all."""

    @tree.command(description="Open a form", guild=home)
    async def report(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())

    @tree.command(description="Show buttons", guild=home)
    async def panel(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("none", view=Panel())

    add_moderation(tree, home)

    async def setup_hook() -> None:
        await tree.sync(guild=home)

    bot.setup_hook = setup_hook  # type: ignore[method-assign] # the hook needs this guild's id
    return bot


def add_moderation(tree: app_commands.CommandTree[Bot], home: discord.Object) -> None:
    @tree.command(description="Remove somebody", guild=home)
    @app_commands.default_permissions(kick_members=True)
    @app_commands.choices(mode=[app_commands.Choice(name="Soft", value=1)])
    async def kick(
        interaction: discord.Interaction,
        player: str,
        mode: int | None = None,
        laps: app_commands.Range[int, 1, 9] = 1,
    ) -> None:
        await interaction.response.send_message(f"{player} {mode} {laps}", ephemeral=True)

    @kick.autocomplete("player")
    async def _players(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name, value=name[0]) for name in ("Ann", "Bob") if typed in name]

    session = app_commands.Group(name="session", description="The session")

    @session.command(description="Go on")
    async def advance(interaction: discord.Interaction, server: str) -> None:
        await interaction.response.send_message(f"{server} goes on")

    tree.add_command(session, guild=home)

    @tree.context_menu(name="Player card", guild=home)
    async def card(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"card of {member.name}", ephemeral=True)
