// Rail, channels and oneself.

import { avatar, bidi, byId, el, fill } from "./dom.js";
import { openAt, shade } from "./menu.js";
import { CATEGORY, here, me, state } from "./store.js";

const SIGNS = { 1: "@", 2: "🔊", 5: "📣", 13: "🎙", 15: "🗂", 10: "↳", 11: "↳", 12: "↳" };

export function drawSidebar(openChannel, become) {
  byId("rail").replaceChildren(el("div", { class: "guild-icon", title: state.guild }, initials(state.guild)));
  byId("guild").replaceChildren(el("h1", {}, bidi(state.guild)));
  byId("channels").replaceChildren(...groups().map((group) => drawGroup(group, openChannel)));
  byId("me").replaceChildren(oneself(become));
}

const initials = (name) => name.split(/\s+/).map((word) => [...word][0]).join("").slice(0, 3);

// Channels without a category first, then each category, threads below their channel.
function groups() {
  const all = [...state.channels.values()];
  const within = (parent) => all.filter((one) => one.kind !== CATEGORY && one.parent === parent).flatMap((one) => [one, ...within(one.id)]);
  const loose = all.filter((one) => one.kind !== CATEGORY && (!one.parent || !state.channels.has(one.parent)));
  const shut = all.filter((one) => one.kind === CATEGORY).map((one) => ({ title: one.name, channels: within(one.id) }));
  return [{ title: "", channels: loose.flatMap((one) => [one, ...within(one.id)]) }, ...shut].filter((one) => one.channels.length);
}

function drawGroup({ title, channels }, openChannel) {
  const name = title && el("summary", {}, bidi(title));
  return el("details", { open: true }, name || el("summary", { class: "none" }), channels.map((one) => drawChannel(one, openChannel)));
}

function drawChannel(channel, openChannel) {
  const open = channel.id === state.channel;
  const classes = ["channel", open && "open", state.unread.has(channel.id) && "unread", [10, 11, 12].includes(channel.kind) && "thread"];
  return el("button", {
    class: classes.filter(Boolean).join(" "),
    "aria-current": open ? "page" : null,
    data: { channel: channel.name },
    onclick: () => { drawer(false); openChannel(channel.id); },
  }, el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[channel.kind] ?? "#"), bidi(channel.name, { class: "channel-name" }));
}

function oneself(become) {
  const person = me();
  if (!person) return "";
  const choose = (event) => {
    const others = [...state.people.values()].filter((one) => !one.bot);
    const rows = others.map((one) => el("button", {
      class: "entry person", data: { who: one.name }, "aria-selected": one.name === state.who,
      onclick: () => { close(); become(one.name); },
    }, avatar(one, "small"), el("span", {}, bidi(one.shown), el("small", {}, ranks(one)))));
    const close = openAt(event.currentTarget, el("div", {}, el("div", { class: "menu-title" }, "Be somebody else"), rows));
  };
  return el("button", { class: "oneself", id: "who", title: "Be somebody else", onclick: choose },
    avatar(person, "small"),
    el("span", { class: "oneself-name" }, bidi(person.shown), el("small", {}, ranks(person))),
    el("span", { class: "switch" }, "switch"));
}

const ranks = (person) => (person.owner ? ["Owner"] : []).concat(person.roles.map((role) => role.name)).join(", ") || "No role";

// The drawer of small screens.
export function drawer(open) {
  document.body.classList.toggle("drawer", open);
  shade(open);
}

export function drawHead(togglePanel) {
  const channel = here();
  const tab = (name, label, sign) => el("button", {
    class: "head-button", "aria-pressed": state.panel === name, data: { panel: name }, title: label, onclick: () => togglePanel(name),
  }, el("span", { "aria-hidden": "true" }, sign), el("span", { class: "wide" }, label));
  fill(byId("head"),
    el("button", { class: "burger", "aria-label": "Channels", onclick: () => drawer(true) }, "☰", state.unread.size > 0 && el("i")),
    el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[channel?.kind] ?? "#"),
    el("h2", {}, bidi(channel?.name ?? "")),
    channel?.topic && el("span", { class: "topic" }, channel.topic),
    el("span", { class: "head-end" },
      state.games.length > 0 && tab("game", "In the game", "🎮"), tab("members", "Members", "👥"), tab("log", "Log", "🧾")));
}
