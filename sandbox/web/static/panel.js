// The right side: who is here, what is said in the game, or what the bot does.

import { act } from "./api.js";
import { personMenu } from "./apps.js";
import { avatar, bidi, byId, colour, el } from "./dom.js";
import { state } from "./store.js";

const chosen = { game: "", player: "" };

export function drawPanel() {
  const draws = { members: drawMembers, game: drawGame, log: drawLog };
  byId("panel").hidden = !state.panel;
  document.body.classList.toggle("with-panel", Boolean(state.panel));
  byId("panel").replaceChildren();
  draws[state.panel]?.();
}

function title(text, ...more) {
  return el("div", { class: "panel-title" }, el("b", {}, text), more,
    el("button", { class: "close", "aria-label": "Close", onclick: () => { state.panel = ""; drawPanel(); dispatchEvent(new Event("panel")); } }, "×"));
}

// who is here

function drawMembers() {
  const people = [...state.people.values()].filter((one) => !one.bot || state.connected);
  const rank = (person) => (person.bot ? "Apps" : person.owner ? "Owner" : person.roles[0]?.name ?? "Online");
  const groups = Map.groupBy ? Map.groupBy(people, rank) : grouped(people, rank);
  byId("panel").append(title("Members"), el("div", { class: "panel-body members" },
    [...groups].map(([name, group]) => [el("h3", {}, `${name} — ${group.length}`), group.map(member)])));
}

function grouped(list, key) {
  const groups = new Map();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

const VERBS = { 0: "Playing", 1: "Streaming", 2: "Listening to", 3: "Watching", 5: "Competing in" };

function member(person) {
  const activity = person.bot && state.presence?.activities?.[0];
  const doing = activity && (activity.type === 4 ? activity.state : `${VERBS[activity.type] ?? ""} ${activity.name}`);
  const name = bidi(person.shown, { class: "name" });
  if (person.roles[0]?.colour) name.style.color = colour(person.roles[0].colour);
  const open = (event) => personMenu(event, person.id);
  return el("button", { class: "member", onclick: open, oncontextmenu: open },
    avatar(person, "small"),
    el("span", { class: "member-text" }, el("span", {}, name, person.bot && el("span", { class: "tag" }, "APP")), doing && el("small", {}, doing)));
}

// in the game

// The server whose channel is open is the one to look at.
export function followChannel() {
  const category = state.channels.get(state.channels.get(state.channel)?.parent)?.name.toLowerCase();
  if (state.panel !== "game" || category === game()?.name || !state.games.some((one) => one.name === category)) return;
  chosen.game = category;
  drawPanel();
}

const game = () => state.games.find((one) => one.name === chosen.game) ?? state.games[0];

function drawGame() {
  const servers = el("select", { id: "game", "aria-label": "Server", onchange: (event) => { chosen.game = event.target.value; drawPanel(); } },
    state.games.map((one) => el("option", { value: one.name, selected: one === game() }, one.name)));
  const lines = el("div", { id: "game-lines", role: "log" });
  const player = el("select", { id: "player", "aria-label": "Player", onchange: (event) => { chosen.player = event.target.value; } });
  const text = el("input", { id: "game-text", "aria-label": "Line in the game's chat", placeholder: "Say something in the game", maxlength: 200, autocomplete: "off" });
  const send = async (event) => {
    event.preventDefault();
    if (!text.value.trim() || !player.value) return;
    const line = text.value;
    text.value = "";
    if ((await act("play", { game: game().name, number: player.value, text: line })) === null) text.value = line;
  };
  byId("panel").append(title("In the game", servers),
    el("div", { id: "game-state", class: "muted" }), lines,
    el("form", { class: "game-form", onsubmit: send },
      el("label", { class: "muted" }, "as ", player), el("div", { class: "game-say" }, text, el("button", { class: "button primary" }, "Say"))));
  refreshGame();
}

const stateWords = (one) => [one.down ? "down" : one.doing, one.place, `${one.players.length} on the server`].filter(Boolean).join(" · ");

// Only what changed, so that nobody loses what they are typing.
export function refreshGame() {
  if (state.panel !== "game" || !byId("game-lines")) return;
  byId("game-state").textContent = stateWords(game());
  const box = byId("game-lines");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  box.replaceChildren(...game().lines.map(line));
  if (atEnd || !box.scrollTop) box.scrollTop = box.scrollHeight;
  const player = byId("player");
  const wanted = chosen.player || player.value;
  const names = game().players.map((one) => `${one.number} ${one.name}`).join("\n");
  if (player.dataset.names !== names) {
    player.dataset.names = names;
    player.replaceChildren(...game().players.map((one) => el("option", { value: one.number, selected: String(one.number) === wanted }, one.name)));
    if (!game().players.length) player.append(el("option", { value: "" }, "nobody is there"));
  }
}

function line({ by, text, to }) {
  return el("div", { class: `game-line${by ? "" : " server"}${to ? " whisper" : ""}` },
    by ? bidi(by, { class: "game-by" }) : el("span", { class: "game-by" }, to ? ["server → ", bidi(to)] : "server"),
    bidi(text, { class: "game-said" }));
}

// what the bot does

function drawLog() {
  byId("panel").append(title("What the bot does"), el("div", { id: "log", class: "panel-body" }, state.log.map(entry)));
  byId("log").scrollTop = byId("log").scrollHeight;
}

export function logged(record) {
  state.log.push(record);
  if (state.log.length > 300) state.log.shift();
  const box = state.panel === "log" && byId("log");
  if (!box) return;
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  box.append(entry(record));
  if (box.children.length > 300) box.firstChild.remove();
  if (atEnd) box.scrollTop = box.scrollHeight;
}

// Addresses in fewer words, and without the secrets of interactions.
const PLAIN = [
  [/^\/channels\/(\d+)\/messages\/?/, "$1 message "],
  [/^\/interactions\/.*/, "first answer to an interaction"],
  [/^\/webhooks\/.*/, "follow-up of an interaction"],
];

function entry(record) {
  if (record.kind === "line") return el("div", { class: "log-line" }, record.text);
  const path = PLAIN.reduce((text, [long, short]) => text.replace(long, short), record.path)
    .replace(/\d{15,}/g, (id) => (state.channels.has(id) ? "#" + state.channels.get(id).name : "…" + id.slice(-4)));
  const left = record.left === null || record.left === undefined ? "" : `, ${record.left} left`;
  return el("div", { class: `log-line${record.status >= 400 ? " refused" : ""}` },
    el("b", {}, record.method), ` ${path} `, el("span", { class: "log-status" }, `${record.status}${left}`));
}
