// Where one writes: plain text, or "/" and a command.

import { act, get } from "./api.js";
import { byId, el, toast } from "./dom.js";
import { Command } from "./command.js";
import { here, state } from "./store.js";
import { accept, key, quiet, suggest } from "./suggestions.js";

const SLASH = 1;
let leaves = null; // the commands of this person in this channel, while one is chosen
let turn = 0;

export function compose(text = "") {
  turn += 1;
  leaves = null;
  quiet();
  hint("");
  const channel = here();
  if (!channel?.writable && !channel) return byId("composer").replaceChildren();
  const input = el("textarea", {
    rows: 1, id: "text", "aria-label": `Message #${channel.name}`, maxlength: 2000,
    placeholder: channel.writable ? `Message #${channel.name}` : "Commands only: type /",
  });
  input.value = text;
  input.addEventListener("input", () => typed(input));
  input.addEventListener("keydown", (event) => onKey(event, input));
  const slash = el("button", { class: "slash", title: "Use a command", "aria-label": "Use a command", onclick: () => { input.value = "/"; input.focus(); typed(input); } }, "/");
  byId("composer").replaceChildren(el("div", { class: "writing" }, slash, input));
  if (text) {
    input.focus();
    typed(input);
  }
}

function hint(text, wrong = false) {
  byId("hint").textContent = text;
  byId("hint").classList.toggle("failed", wrong);
}

function typed(input) {
  input.style.height = "auto";
  input.style.height = Math.min(input.scrollHeight, 220) + "px";
  if (/^\/[^\n]*$/.test(input.value)) return offer(input);
  leaves = null;
  quiet();
}

async function offer(input) {
  const mine = ++turn;
  leaves ??= flat(await get("commands", { channel: state.channel }).catch(() => []));
  if (mine !== turn || leaves === null) return;
  const wanted = input.value.slice(1).toLowerCase().trimStart();
  const starts = leaves.filter((one) => one.words.startsWith(wanted.trimEnd()));
  const others = wanted ? leaves.filter((one) => !starts.includes(one) && one.words.includes(wanted.trimEnd())) : [];
  const exact = leaves.find((one) => one.words + " " === wanted);
  const longer = leaves.some((one) => one.words.startsWith(wanted) && one.words !== wanted.trimEnd());
  if (exact && !longer) return choose(exact);
  suggest("Commands", [...starts, ...others].map((one) => ({ value: one, node: row(one) })),
    (entry) => choose(entry.value), leaves.length ? "No command fits." : "There are no commands yet. Is the bot running?");
}

// Commands with their sub-commands as lines of their own.
function flat(commands) {
  const found = [];
  const walk = (command, words) => {
    const inner = (command.options ?? []).filter((one) => one.type === 1 || one.type === 2);
    if (inner.length) inner.forEach((one) => walk(one, `${words} ${one.name}`));
    else found.push({ words, leaf: command });
  };
  commands.filter((one) => one.type === SLASH).forEach((one) => walk(one, one.name));
  return found.sort((a, b) => a.words.localeCompare(b.words));
}

function row({ words, leaf }) {
  const options = (leaf.options ?? []).map((one) => el("span", { class: `option-name${one.required ? "" : " optional"}` }, one.name));
  return el("div", { class: "command-row" },
    el("div", { class: "command-title" }, el("b", {}, "/" + words), options),
    el("div", { class: "muted" }, leaf.description));
}

function choose({ words, leaf }) {
  turn += 1;
  leaves = null;
  quiet();
  const back = (text) => { compose(text); byId("text")?.focus(); };
  const command = new Command(words, leaf, back, hint);
  byId("composer").replaceChildren(command.node);
  hint(leaf.description);
  command.focus();
}

async function onKey(event, input) {
  if (event.isComposing || key(event)) return;
  if (event.key === "Escape") quiet();
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  const text = input.value.trim();
  if (text.startsWith("/")) return offer(input).then(accept); // faster than the list
  if (!text) return;
  if (!here().writable) return toast("You may not write in this channel.");
  input.value = "";
  typed(input);
  if ((await act("say", { text })) === null && !input.value) input.value = text;
}
