// The messages of the open channel, each drawn again when it changes.

import { act, get } from "./api.js";
import { avatar, bidi, byId, colour, el } from "./dom.js";
import { attachment, embed } from "./embeds.js";
import { components } from "./components.js";
import { markdown } from "./markdown.js";
import { messageMenu, personMenu } from "./apps.js";
import { here, state } from "./store.js";
import { clock, day, when } from "./times.js";

const TOGETHER = 7 * 60 * 1000;
let list = [];

// The box gets smaller when the panel opens or a keyboard comes up.
let wasAtEnd = true;
byId("messages").addEventListener("scroll", () => { wasAtEnd = atEnd(); });
new ResizeObserver(() => { if (wasAtEnd) byId("messages").scrollTop = byId("messages").scrollHeight; }).observe(byId("messages"));

function atEnd() {
  const box = byId("messages");
  return box.scrollHeight - box.scrollTop - box.clientHeight < 60;
}

export async function openMessages() {
  const channel = state.channel;
  const loaded = await get("messages", { channel });
  if (channel !== state.channel) return;
  list = loaded;
  redraw();
  byId("messages").scrollTop = byId("messages").scrollHeight;
}

export function changed(message) {
  if (message.channel_id !== state.channel) return;
  const at = list.findIndex((one) => one.id === message.id);
  if (at >= 0) list[at] = message;
  else list.push(message);
  keepingPlace(() => {
    const fresh = draw(list[at >= 0 ? at : list.length - 1], list[(at >= 0 ? at : list.length - 1) - 1]);
    const old = at >= 0 && byId("messages").querySelector(`[data-id="${message.id}"]`);
    if (old) old.replaceWith(fresh);
    else byId("messages").append(fresh);
  });
}

export function gone(id) {
  const at = list.findIndex((one) => one.id === id);
  if (at < 0) return;
  list.splice(at, 1);
  keepingPlace(redraw);
}

// Something only this page says, such as that the bot did not answer.
export function notice(author, text) {
  const id = `notice-${list.length}-${Date.now()}`;
  changed({
    id, channel_id: state.channel, author, content: text, timestamp: new Date().toISOString(),
    embeds: [], components: [], attachments: [], mentions: [], ephemeral: true, local: true, failed: true,
  });
}

// Whoever reads the newest stays there; whoever reads further up is left alone.
function keepingPlace(change) {
  const stay = atEnd();
  change();
  if (stay) byId("messages").scrollTop = byId("messages").scrollHeight;
}

export function redraw() {
  const top = el("div", { class: "beginning" },
    el("div", { class: "beginning-sign", "aria-hidden": "true" }, "#"),
    el("h1", {}, `Welcome to #${here()?.name ?? ""}!`),
    el("p", {}, `This is the start of the #${here()?.name ?? ""} channel.`));
  byId("messages").replaceChildren(top, ...list.map((message, index) => draw(message, list[index - 1])));
}

function draw(message, before) {
  const newDay = !before || day(before.timestamp) !== day(message.timestamp);
  const follows = !newDay && !message.used && !message.answers && before.author.id === message.author.id
    && !before.ephemeral && !message.ephemeral && new Date(message.timestamp) - new Date(before.timestamp) < TOGETHER;
  const pings = message.mention_everyone || message.mentions.some((one) => state.people.get(one.id)?.name === state.who);
  const author = state.people.get(message.author.id) ?? message.author;
  return el("div", { class: "slot", data: { id: message.id } },
    newDay && el("div", { class: "day" }, el("span", {}, day(message.timestamp))),
    el("div", {
      class: ["message", follows && "follows", message.ephemeral && "ephemeral", pings && "pings"].filter(Boolean).join(" "),
      oncontextmenu: (event) => messageMenu(event, message),
    },
      above(message),
      follows ? el("span", { class: "hover-time" }, clock(message.timestamp)) : face(author, message),
      el("div", { class: "content" }, !follows && head(author, message), body(message), end(message))));
}

function above(message) {
  const source = message.used ? state.people.get(message.used.by) : message.answers && state.people.get(message.answers.author);
  if (!message.used && !message.answers) return null;
  return el("div", { class: "above" },
    source && avatar(source, "tiny"),
    name(source ?? { shown: "somebody", roles: [] }),
    message.used ? [" used ", el("span", { class: "command-name" }, message.used.command)] : [" ", bidi(message.answers.text)]);
}

function face(author, message) {
  return el("button", { class: "face", "aria-label": `Menu of ${author.shown}`, onclick: (event) => personMenu(event, message.author.id) },
    avatar({ ...author, id: message.author.id }));
}

function name(person, props = {}) {
  const node = el("bdi", { class: "name", ...props }, person.shown ?? person.username);
  const tint = (person.roles || []).find((role) => role.colour);
  if (tint) node.style.color = colour(tint.colour);
  return node;
}

function head(author, message) {
  const menu = (event) => personMenu(event, message.author.id);
  return el("div", { class: "head" },
    name({ ...author, shown: author.shown ?? message.author.shown }, { role: "button", tabindex: 0, onclick: menu, oncontextmenu: (event) => { event.stopPropagation(); menu(event); } }),
    message.author.bot && el("span", { class: "tag" }, "APP"),
    el("time", { class: "time" }, when(message.timestamp)));
}

function body(message) {
  if (message.loading) {
    return el("div", { class: "thinking" }, el("span", { class: "dots" }, el("i"), el("i"), el("i")), `${message.author.shown} is thinking…`);
  }
  const onlyEmoji = /^(\p{Extended_Pictographic}\uFE0F?\s*){1,6}$/u.test(message.content);
  const edited = message.edited_timestamp && !message.used;
  return [
    message.content && el("div", { class: `text${onlyEmoji ? " big" : ""}${message.failed ? " failed" : ""}` },
      markdown(message.content), edited && el("span", { class: "edited" }, " (edited)")),
    message.attachments.map(attachment),
    message.embeds.map(embed),
    components(message),
    !message.content && edited && el("span", { class: "edited" }, "(edited)"),
    message.reactions && el("div", { class: "reactions" }, message.reactions.map((one) =>
      el("span", { class: `reaction${one.me ? " mine" : ""}` }, one.emoji.name, " ", String(one.count)))),
  ];
}

function end(message) {
  if (!message.ephemeral) return null;
  const dismiss = () => (message.local ? gone(message.id) : act("delete", { message: message.id }));
  return el("div", { class: "only-you" },
    el("span", { "aria-hidden": "true" }, "👁 "), "Only you can see this • ",
    el("button", { class: "as-link", onclick: dismiss }, "Dismiss message"));
}

