"""The composition root: the only file that knows everybody."""

import asyncio
import gc
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta

import discord

from bot import heartbeat, local_discord
from bot.client import Client, Wishes, supervise
from bot.clock import Clock, utc_now
from bot.domain.errors import StorageError
from bot.domain.places import Level, Place
from bot.domain.racing import IncidentKind
from bot.domain.snapshot import Identity
from bot.games import known_games
from bot.http import Sessions
from bot.pictures.painter import Painter
from bot.polling.coordinator import Coordinator
from bot.polling.schedule import Schedule
from bot.services.driving import Driving
from bot.services.enforcement import Enforcement
from bot.services.evidence import Evidence
from bot.services.game_answers import GameAnswers
from bot.services.game_commands import GameCommands
from bot.services.incidents import Incidents
from bot.services.linking import Linking
from bot.services.moderation import Moderation
from bot.services.playtime import Playtime
from bot.services.records import Records
from bot.services.replies import Replies
from bot.services.results import Results
from bot.services.retention import Retention
from bot.services.sanctions import Sanctions
from bot.services.servers import Server, Servers, Source
from bot.services.tracking import Tracking
from bot.settings import Roles, Settings, SourceSettings
from bot.storage.database import Database
from bot.ui.access import Access
from bot.ui.board_kinds import control_panels, overview_board, status_boards, timing_boards
from bot.ui.boards import Boards
from bot.ui.channels import FAILURES
from bot.ui.feed import Feed
from bot.ui.host import Services
from bot.ui.result_posts import ResultPosts

_HEARTBEAT = timedelta(seconds=15)
_PRESENCE = timedelta(seconds=15)
_COMMANDS = timedelta(seconds=5)
_ENFORCED = timedelta(seconds=5)
_SEEN = timedelta(minutes=1)
_SWEEP = timedelta(hours=6)
_WARM = 90.0
"""Seconds until nearly all stands in memory that will stand there for good."""
_DRAIN = 5.0
"""Seconds for what is in flight when the program is stopped: whoever stops it kills it after ten."""


class App:
    """Everything that lives as long as the program; Discord may come and go meanwhile."""

    def __init__(
        self, settings: Settings, database: Database, sessions: Sessions, clock: Clock = utc_now
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._database = database
        self._client: Client | None = None
        self.servers = Servers()
        self.linking = Linking(database, clock)
        self.results = Results(database, clock)
        self.records = Records(database, clock)
        self.incidents = Incidents(database, clock)
        self.playtime = Playtime(database, clock)
        driving = Driving(self.records.content, clock)
        commands = GameCommands(self.linking.read_chat, audited=settings.channels.audit is not None)
        self.tracking = Tracking(database, self.servers, commands.read_chat, driving, clock)
        self.sanctions = Sanctions(database)
        self.moderation = Moderation(database, self.servers, self.sanctions, clock)
        self.enforcement = Enforcement(self.moderation, self.sanctions, self.servers, clock)
        kinds = (
            status_boards(self.linking),
            overview_board(settings.channels.overview),
            timing_boards(self.linking),
            control_panels(),
        )
        self.boards = Boards(database, self.servers, self._discord, kinds)
        self.painter = Painter()
        self.feed = Feed(
            database,
            self.servers,
            self.linking,
            Replies(database, self.servers, GameAnswers(self.records, self.results), self._name_of, clock),
            ResultPosts(self.results, self.servers, self.painter, settings.timezone, clock),
            Evidence(database),
            self._discord,
            settings.channels.audit,
            clock,
        )
        self.schedule = Schedule()
        for name, source in settings.servers.items():
            self._add(name, source, sessions)

    def _add(self, name: str, source: SourceSettings, sessions: Sessions) -> None:
        """Make an entry of main.yaml known, and look at it again and again."""
        backend = known_games()[source.game].backend(name, source, sessions, self._clock)
        coordinator = Coordinator(name, backend, source.poll, self.tracking, self._clock)
        impacts, cuts = source.warn_after.impacts, source.warn_after.cuts
        self.servers.add(
            Source(
                name=name,
                game=source.game,
                backend=backend,
                coordinator=coordinator,
                place_of=_places(self._settings, name),
                hides_ai=source.hide_ai,
                warn_after={IncidentKind.IMPACT: impacts, IncidentKind.CUT: cuts},
                presets=self._settings.presets,
            )
        )
        self.schedule.every(source.poll, f"look at {name}", coordinator.tick)

    async def live(self, alive: heartbeat.Heartbeat, stop: asyncio.Event) -> None:
        """Do everything until *stop* is set; raises `discord.LoginFailure` for a refused token."""
        await self.records.recall()
        await self.tracking.recall()
        await self.boards.recall()
        await self.sanctions.recall()
        await self.moderation.settle_crashed()
        self.tracking.listen(self._changed)
        self.moderation.listen(self.feed.wake)
        self.results.listen(self.feed.wake)
        self.linking.listen(self._link_changed)
        self.schedule.every(_HEARTBEAT, "heartbeat", alive.beat)
        self.schedule.every(_PRESENCE, "presence", self._show_total)
        self.schedule.every(_COMMANDS, "commands", self._offer_commands)
        self.schedule.every(_ENFORCED, "enforcement", self.enforcement.tick)
        self.schedule.every(_SEEN, "last looks", self.tracking.keep_seen)
        self.schedule.every(_SWEEP, "retention", Retention(self._database, self._clock).sweep)
        await alive.beat()
        self.schedule.start()
        asyncio.get_running_loop().call_later(_WARM, _spare_the_collector)
        self.feed.wake()
        token = self._settings.discord.token.get_secret_value()
        work: set[asyncio.Task[object]] = {
            asyncio.create_task(supervise(self._make_client, token), name="discord"),
            asyncio.create_task(self.feed.run(), name="feed"),
            asyncio.create_task(stop.wait(), name="stop"),
        }
        try:
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            await self._stop(work)

    async def _stop(self, work: set[asyncio.Task[object]]) -> None:
        last_looks = asyncio.wait_for(self.moderation.close(), _DRAIN)
        await asyncio.gather(self.schedule.stop(), last_looks, return_exceptions=True)
        await self.boards.close()
        await asyncio.gather(*(source.backend.close() for source in self.servers.sources.values()))
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        await self.painter.close()
        with suppress(StorageError):  # then the last minute is not counted
            await self.tracking.keep_seen()

    def _changed(self, server: Server) -> None:
        self.boards.server_changed(server)
        self.enforcement.server_changed(server)
        self.feed.wake()

    def _link_changed(self, identity: Identity) -> None:
        self.feed.wake()
        for server in self.servers:
            if any(player.identity == identity for player in server.roster.values()):
                self.boards.server_changed(server)

    def _discord(self) -> discord.Client | None:
        """Return the client while it can be used."""
        client = self._client
        return client if client is not None and client.user and not client.is_closed() else None

    def _make_client(self, intents: discord.Intents) -> Client:
        self._client = Client(
            services=Services(
                servers=self.servers,
                moderation=self.moderation,
                sanctions=self.sanctions,
                linking=self.linking,
                results=self.results,
                records=self.records,
                incidents=self.incidents,
                playtime=self.playtime,
                painter=self.painter,
                access=Access(_roles(self._settings.roles)),
                clock=self._clock,
                zone=self._settings.timezone,
            ),
            wishes=Wishes(
                guild_id=self._settings.discord.guild_id,
                rename=self._settings.commands.rename,
                hide=self._settings.commands.hide,
            ),
            database=self._database,
            boards=self.boards,
            feed=self.feed,
            intents=intents,
        )
        return self._client

    async def _offer_commands(self) -> None:
        if self._client is not None:
            await self._client.offer_commands()

    async def _show_total(self) -> None:
        if self._client is not None:
            await self._client.show_total()

    async def _name_of(self, member_id: int) -> str:
        """Return what the guild calls a member; a game's chat shows no mentions."""
        guild = self._client.get_guild(self._settings.discord.guild_id) if self._client else None
        if guild is None:
            return "a member"
        try:
            member = guild.get_member(member_id) or await guild.fetch_member(member_id)
        except FAILURES:
            return "a member"
        return member.display_name


def _roles(roles: Roles) -> Mapping[Level, tuple[str, ...]]:
    return {Level.ADMIN: roles.admin, Level.MODERATOR: roles.moderator}


def _places(settings: Settings, source: str) -> Callable[[str], Place]:
    def place_of(inner: str) -> Place:
        place = settings.servers[source].place_of(inner)
        channels = place.channels.model_dump(exclude_none=True)
        return Place(channels=channels, roles=_roles(place.roles.within(settings.roles)))

    return place_of


def _spare_the_collector() -> None:
    """Leave what stands now out of every later search for garbage.

    With a thousand servers each search of everything held all answers up for 0.4 s.
    """
    gc.collect()
    gc.freeze()


def _stop_at_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt instead
            loop.add_signal_handler(name, stop.set)
    return stop


async def run(settings: Settings, alive: heartbeat.Heartbeat) -> None:
    """Run the bot until it is told to stop."""
    if settings.discord.api_base:
        await local_discord.use(settings.discord.api_base)
    async with Database.open(settings.database) as database, Sessions() as sessions:
        await App(settings, database, sessions).live(alive, _stop_at_signals())
