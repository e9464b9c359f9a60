import json

import pytest

from sandbox.web import Page
from tests.sandbox.web.chromium import new_tab

CASES = {
    "**bold** and *it* and _it_": "<strong>bold</strong> and <em>it</em> and <em>it</em>",
    "__u__ ~~s~~ `a*b*`": "<u>u</u> <s>s</s> <code>a*b*</code>",
    "**bold _and both_**": "<strong>bold <em>and both</em></strong>",
    r"\*\*not bold\*\* \_nor\_ \`this\`": "**not bold** _nor_ `this`",
    "end_here_ now": "end<em>here</em> now",
    "snake_case_name 2 * 3 * 4": "snake_case_name 2 * 3 * 4",
    "**open and *never closed": "**open and *never closed",
    "<b>&amp;": "&lt;b&gt;&amp;amp;",
    "<@1> </kick:2> <#3>": (
        '<bdi class="mention">@unknown-user</bdi> <bdi class="mention">/kick</bdi>'
        ' <bdi class="mention">#no-access</bdi>'
    ),
    "```\n!linkme **1**\n```": "<pre><code>!linkme **1**</code></pre>",
    "> quoted": "<blockquote>quoted</blockquote>",
    "[x](javascript:alert(1))": "[x](javascript:alert(1))",
    r"\[x\](https://a.example)": '[x](<a href="https://a.example">https://a.example</a>)',
    "[x](https://a.example/b)": '<a href="https://a.example/b">x</a>',
    "<t:1700000000:D>": "<time>14 November 2023</time>",
    "<t:99999999999999999:R>": "&lt;t:99999999999999999:R&gt;",
}
RENDER = """import('/static/markdown.js').then(({markdown}) => TEXTS.map((text) => {
    const box = document.createElement('div');
    box.append(...markdown(text));
    box.querySelectorAll('.md-text').forEach((one) => one.replaceWith(...one.childNodes));
    box.querySelectorAll('a, time').forEach((one) =>
        one.getAttributeNames().forEach((name) => name === 'href' || one.removeAttribute(name)));
    return box.innerHTML;
}))"""


@pytest.mark.browser
@pytest.mark.usefixtures("guild")
async def test_discord_s_markdown_is_shown_as_discord_shows_it(devtools: str, page: Page) -> None:
    async with new_tab(devtools) as tab:
        await tab.open(page.address)
        await tab.see("general", "#head")
        shown = await tab.run(RENDER.replace("TEXTS", json.dumps(list(CASES))))
    assert dict(zip(CASES, shown, strict=True)) == CASES
