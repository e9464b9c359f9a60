// Discord's Markdown, the part that bots use, as DOM nodes.

import { el, bidi, colour } from "./dom.js";
import { state } from "./store.js";
import { stamp } from "./times.js";

const PLAIN = /[^\\`<@*_~|[h\n]+|[^]/y;

const INLINE = [
  [/\\([^0-9A-Za-z\s])/y, (m) => m[1]],
  [/(`+)([^]*?[^`])\1(?!`)/y, (m) => el("code", {}, m[2].replace(/^ (.*`.*) $/s, "$1"))],
  [/<t:(-?\d{1,12})(?::([tTdDfFR]))?>/y, (m) => stamp(Number(m[1]), m[2])],
  [/<@!?(\d+)>/y, (m) => mention("@" + (state.people.get(m[1])?.shown ?? "unknown-user"))],
  [/<@&(\d+)>/y, (m) => roleMention(state.roles.get(m[1]))],
  [/<#(\d+)>/y, (m) => mention("#" + (state.channels.get(m[1])?.name ?? "no-access"))],
  [/<\/([^:>\n]{1,100}):\d+>/y, (m) => mention("/" + m[1])],
  [/<a?(:\w+:)\d+>/y, (m) => m[1]],
  [/<(https?:\/\/[^\s<>]+)>/y, (m) => link(m[1], m[1])],
  [/\[((?:\\.|[^\]\\\n])+)\]\((https?:\/\/[^\s)\\]+)\)/y, (m) => link(m[2], ...inline(m[1]))],
  [/https?:\/\/[^\s<\\]*[^\s<\\.,:;"'\])]/y, (m) => link(m[0], m[0])],
  [/\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/sy, (m) => el("strong", {}, inline(m[1]))],
  [/__((?:\\.|[^\\])+?)__(?!_)/sy, (m) => el("u", {}, inline(m[1]))],
  [/\*(?=\S)((?:\*\*|\\.|\s+(?:[^*\s\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/sy, (m) => el("em", {}, inline(m[1]))],
  [/_((?:__|\\.|[^\\_])+?)_(?!\w)/sy, (m) => el("em", {}, inline(m[1]))],
  [/~~((?:\\.|[^\\])+?)~~/sy, (m) => el("s", {}, inline(m[1]))],
  [/\|\|((?:\\.|[^\\])+?)\|\|/sy, (m) => spoiler(inline(m[1]))],
];

const BLOCKS = [
  [/^(#{1,3}) +(.+)/, (m) => el(`h${m[1].length + 2}`, { class: `md-h${m[1].length}` }, inline(m[2]))],
  [/^-# +(.+)/, (m) => el("div", { class: "md-sub" }, inline(m[1]))],
  [/^>(?: (.*))?$/, (m) => el("blockquote", {}, inline(m[1] || ""))],
  [/^ *[-*] +(.+)/, (m) => el("div", { class: "md-item" }, inline(m[1]))],
];

function mention(text) {
  return bidi(text, { class: "mention" });
}

function roleMention(role) {
  const node = mention("@" + (role?.name ?? "deleted-role"));
  if (role?.colour) node.style.color = colour(role.colour);
  return node;
}

function link(address, ...content) {
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, content);
}

function spoiler(content) {
  return el("span", { class: "spoiler", onclick: (event) => event.currentTarget.classList.add("open") }, content);
}

export function inline(text) {
  const nodes = [];
  let at = 0;
  while (at < text.length) {
    const [match, make] = firstAt(text, at);
    nodes.push(make(match));
    at += match[0].length;
  }
  return nodes;
}

function firstAt(text, at) {
  for (const [rule, make] of INLINE) {
    rule.lastIndex = at;
    const match = rule.exec(text);
    if (match) return [match, make];
  }
  PLAIN.lastIndex = at;
  return [PLAIN.exec(text), (m) => m[0]];
}

function block(line) {
  for (const [rule, make] of BLOCKS) {
    const match = rule.exec(line);
    if (match) return make(match);
  }
  return null;
}

// Lines that are no block of their own belong together: bold text may go over several of them.
function paragraphs(text) {
  const nodes = [];
  let open = [];
  const close = () => {
    if (open.length) nodes.push(el("span", { class: "md-text" }, inline(open.join("\n"))));
    open = [];
  };
  for (const line of text.split("\n")) {
    const made = block(line);
    if (made) close();
    if (made) nodes.push(made);
    else open.push(line);
  }
  close();
  return nodes;
}

export function markdown(text) {
  return (text || "").split(/(```[^]+?```)/).flatMap((part, index) => {
    if (index % 2) {
      const [, , code] = /^```(?:([\w+-]*)\n)?([^]*?)\n?```$/.exec(part);
      return [el("pre", {}, el("code", {}, code))];
    }
    const trimmed = part.replace(/^\n/, index ? "" : "\n").replace(/\n$/, "");
    return trimmed ? paragraphs(trimmed) : [];
  });
}
