"""What everybody may look at, and what /help and /me say to whom."""

from tests.evening import Evening


async def test_servers_shows_all_or_one_in_detail(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    tom = story.person("tom")
    everything = await tom.slash("servers")
    assert everything.ephemeral
    assert "1/32" in everything.text
    one = await tom.slash("servers", server="paddock")
    assert "Track" in one.text
    assert "Ann" in one.text
    wrong = await tom.slash("servers", server="nowhere")
    assert "There is: `paddock`" in wrong.text


async def test_players_is_answered_privately_and_at_once(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    reply = await story.person("tom").slash("players")
    assert reply.ephemeral
    assert "Ann" in reply.text
    assert reply.first_answer_after is not None
    assert reply.first_answer_after < 1


async def test_help_shows_each_what_they_may_do(story: Evening) -> None:
    assert "/kick" in (await story.person("mona").slash("help")).text
    for_tom = (await story.person("tom").slash("help")).text
    assert "/kick" not in for_tom
    assert "/linkme" in for_tom
    assert "Player card" in for_tom


async def test_permissions_says_the_level_and_how_to_mend_what_discord_hides(story: Evening) -> None:
    assert "admin" in (await story.person("ada").slash("me permissions")).text
    assert "moderator" in (await story.person("mona").slash("me permissions")).text
    assert "everyone" in (await story.person("tom").slash("me permissions")).text
    role = story.guild.role("Moderator")
    story.guild.change_role(role, permissions=0)
    hidden = (await story.person("mona").slash("me permissions")).text
    assert "Discord hides" in hidden
    assert "/kick" in hidden


async def test_where_two_servers_fit_the_channel_decides_and_then_the_last_one_used(story: Evening) -> None:
    await story.stop()
    side = story.guild.add_channel("oval-chat")
    story.more_settings = f"""
  oval:
    game: ams2
    url: {story.paddock.url}
    username: steward
    password: ${{PASSWORD}}
    poll: 1s
    channels: {{chat: {side.id}}}
"""
    await story.start()
    mona = story.person("mona")
    undecided = await mona.slash("chat", text="hello")
    assert "Which server?" in undecided.text
    assert "Done" in (await mona.slash("chat", channel="oval-chat", text="hello")).text
    assert "Done" in (await mona.slash("chat", text="again")).text
    assert len(story.paddock.heard) == 2
