// Time stamps as Discord words them; relative ones are kept true every second.

import { el } from "./dom.js";

const FORMS = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};
const STEPS = [
  ["year", 31557600],
  ["month", 2629800],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

function fromNow(unix) {
  const seconds = unix - Date.now() / 1000;
  const [unit, length] = STEPS.find(([, length]) => Math.abs(seconds) >= length) || STEPS[5];
  return relative.format(Math.round(seconds / length) || 0, unit);
}

function words(unix, form) {
  const date = new Date(unix * 1000);
  if (Number.isNaN(date.getTime())) return "Invalid Date";
  return form === "R" ? fromNow(unix) : date.toLocaleString("en-GB", FORMS[form]);
}

export function stamp(unix, form = "f") {
  const node = el("time", { class: "stamp", title: words(unix, "F"), data: { unix, form } }, words(unix, form));
  return node;
}

export const clock = (iso) => new Date(iso).toLocaleTimeString("en-GB", { timeStyle: "short" });

export function day(iso) {
  return new Date(iso).toLocaleDateString("en-GB", { dateStyle: "long" });
}

export function when(iso) {
  const today = day(iso) === day(Date.now());
  return today ? `Today at ${clock(iso)}` : new Date(iso).toLocaleString("en-GB", { dateStyle: "short", timeStyle: "short" });
}

setInterval(() => {
  for (const node of document.querySelectorAll("time[data-form=R]")) {
    const now = words(Number(node.dataset.unix), "R");
    if (node.textContent !== now) node.textContent = now;
  }
}, 1000);
