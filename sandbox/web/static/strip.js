// The strip on top: how fast the simulation goes, and what goes wrong with its servers.

import { act } from "./api.js";
import { byId, el, fill } from "./dom.js";
import { openAt } from "./menu.js";
import { state } from "./store.js";

const SPEEDS = [1, 5, 20, 60];
const TROUBLES = [
  ["", "answers well"],
  ["cut_off", "answers are cut off"],
  ["truncated", "half an answer"],
  ["hang", "never answers"],
  ["refuse", "hangs up at once"],
  ["500", "answers 500"],
  ["401", "refuses the password"],
  ["html", "answers a web page"],
  ["wrong_types", "answers nonsense"],
];

export function drawStrip() {
  const speed = state.games[0]?.speed;
  fill(byId("strip"),
    el("span", { class: "strip-name" }, "Simulation"),
    state.games.length > 0 && el("span", { class: "speeds", role: "group", "aria-label": "Speed" }, SPEEDS.map((one) =>
      el("button", { "aria-pressed": one === speed, onclick: () => act("speed", { speed: one }) }, `${one}×`))),
    state.games.map(server),
    el("span", { class: "strip-bot", title: "Whether the bot is connected to this Discord" },
      el("i", { class: `light ${state.connected ? "good" : "bad"}` }), state.connected ? "bot connected" : "bot away"));
}

const light = (one) => (one.down ? "bad" : one.trouble ? "odd" : "good");

function server(one) {
  const words = one.down ? "down" : one.trouble ? TROUBLES.find(([name]) => name === one.trouble)[1] : "up";
  const open = (event) => {
    const row = (label, what, on = false) => el("button", {
      class: "entry", role: "menuitem", "aria-selected": on, data: { act: what },
      onclick: () => { close(); act("game", { game: one.name, act: what }); },
    }, label);
    const close = openAt(event.currentTarget, el("div", { role: "menu" },
      el("div", { class: "menu-title" }, `Server ${one.name}`),
      one.down ? row("Bring it up again", "up") : row("Take it down", "down"),
      row("Restart the game server", "restart"),
      el("hr"),
      TROUBLES.map(([name, label]) => row(label[0].toUpperCase() + label.slice(1), name || "mend", name === one.trouble))));
  };
  return el("button", { class: "strip-server", "aria-haspopup": "menu", data: { game: one.name }, onclick: open },
    el("i", { class: `light ${light(one)}` }), el("b", {}, one.name), el("span", { class: "strip-words" }, ` ${words} `), "▾");
}
