// Starts the page and takes in what happens.

import { get } from "./api.js";
import { compose } from "./composer.js";
import { byId, toast } from "./dom.js";
import { changed, gone, openMessages, redraw } from "./messages.js";
import { drawPanel, followChannel, logged, refreshGame } from "./panel.js";
import { drawHead, drawSidebar, drawer } from "./sidebar.js";
import { TEXT, state, take } from "./store.js";
import { drawStrip } from "./strip.js";

const WIDE = 1100; // pixels from which the panel stands beside the chat
let events = null;
let composedFor = "";

function drawFrame() {
  drawSidebar(openChannel, become);
  drawHead(togglePanel);
  drawStrip();
  document.title = `${state.unread.size ? "• " : ""}#${state.channels.get(state.channel)?.name ?? ""} | ${state.guild}`;
}

async function openChannel(id) {
  state.channel = id;
  state.unread.delete(id);
  sessionStorage.setItem("channel", id);
  drawFrame();
  followChannel();
  const place = `${state.who} ${id}`;
  if (place !== composedFor) compose(); // a stream that broke must not cost what is being written
  composedFor = place;
  await openMessages();
}

function togglePanel(name) {
  state.panel = state.panel === name ? "" : name;
  drawPanel();
  drawHead(togglePanel);
}

async function become(name) {
  drawer(false);
  state.who = name;
  sessionStorage.setItem("who", name);
  state.unread.clear();
  listen();
}

async function reload() {
  take(await get("state"));
  if (!state.channels.has(state.channel)) {
    const first = [...state.channels.values()].filter((one) => TEXT.includes(one.kind));
    const wanted = first.find((one) => one.name === "general") ?? first[0];
    state.channel = wanted?.id ?? "";
  }
}

// One stream for each person; after a break everything is read anew.
function listen() {
  events?.close();
  events = new EventSource("/api/events?" + new URLSearchParams({ as: state.who }));
  events.onmessage = (event) => heard(JSON.parse(event.data)).catch((error) => toast(error.message));
  events.onerror = () => document.body.classList.add("cut");
}

let waiting = null;

// Several changes of the guild at once are read together.
function soon() {
  waiting ??= setTimeout(() => {
    waiting = null;
    reread().catch((error) => toast(error.message));
  }, 100);
}

async function reread() {
  const names = JSON.stringify([...state.people.values()]);
  await reload();
  drawFrame();
  if (names !== JSON.stringify([...state.people.values()])) redraw();
  if (state.panel === "members") drawPanel();
}

async function heard(record) {
  switch (record.kind) {
    case "hello":
      document.body.classList.remove("cut");
      await reload();
      drawPanel();
      return openChannel(state.channel);
    case "guild": return soon();
    case "game": return takeGame(record.game);
    case "request": case "line": return logged(record);
    case "message deleted": return gone(record.message);
    case "message created": case "message edited": return takeMessage(record);
  }
}

function takeMessage({ kind, message }) {
  changed(message);
  if (message.channel_id === state.channel || kind !== "message created" || state.unread.has(message.channel_id)) return;
  state.unread.add(message.channel_id);
  drawFrame();
}

function takeGame(game) {
  const before = state.games.find((one) => one.name === game.name);
  state.games = before ? state.games.map((one) => (one === before ? game : one)) : [...state.games, game];
  const shown = (one) => [one?.speed, one?.down, one?.trouble].join();
  if (shown(before) !== shown(game)) drawStrip();
  refreshGame();
}

async function begin() {
  history.replaceState(null, "", "/"); // the token has done its work
  state.who = sessionStorage.getItem("who") ?? "";
  state.channel = sessionStorage.getItem("channel") ?? "";
  const names = (await fetch("/api/state").then((answer) => answer.json())).people.filter((one) => !one.bot).map((one) => one.name);
  if (!names.includes(state.who)) state.who = ["admin", "owner"].find((one) => names.includes(one)) ?? names[0];
  if (innerWidth >= WIDE) state.panel = "game";
  listen();
}

byId("shade").addEventListener("click", () => drawer(false));
addEventListener("panel", () => drawHead(togglePanel));
begin().catch((error) => toast(error.message));
