// The menu that a select opens: one entry closes it, several have a button.

import { el } from "./dom.js";
import { openAt } from "./menu.js";
import { TEXT, state } from "./store.js";

// The entries of a select; those that stand for people, roles and channels have ids as values.
export function entries(part) {
  const people = () => [...state.people.values()].map((one) => ({ label: one.shown, value: one.id }));
  const roles = () => [...state.roles.values()].map((one) => ({ label: "@" + one.name, value: one.id }));
  const kinds = part.channel_types?.length ? part.channel_types : TEXT;
  const channels = () => [...state.channels.values()]
    .filter((one) => kinds.includes(one.kind))
    .map((one) => ({ label: "#" + one.name, value: one.id }));
  const sources = { 5: people, 6: roles, 7: () => [...people(), ...roles()], 8: channels };
  return part.options || sources[part.type]();
}

// Ids go out marked as such: a JSON number would lose digits.
export const wire = (part, values) => (part.type === 3 ? values : values.map((id) => ({ id })));

export function pick(anchor, part, done) {
  const most = part.max_values ?? 1;
  const picked = new Set((part.options || []).filter((option) => option.default).map((option) => option.value));
  const finish = () => { close(); done(wire(part, [...picked])); };
  const rows = entries(part).map((entry) => {
    const row = el("button", { class: "entry", role: "option", "aria-selected": picked.has(entry.value) },
      entry.emoji && el("span", {}, entry.emoji.name),
      el("span", {}, entry.label, entry.description && el("small", {}, entry.description)));
    row.addEventListener("click", () => {
      if (most === 1) picked.clear();
      if (!picked.delete(entry.value) && picked.size < most) picked.add(entry.value);
      row.setAttribute("aria-selected", picked.has(entry.value));
      if (most === 1) finish();
    });
    return row;
  });
  const several = most > 1 && el("button", { class: "button primary", onclick: () => picked.size >= (part.min_values ?? 1) && finish() }, "Done");
  const close = openAt(anchor, el("div", { class: "picker", role: "listbox" }, rows, several));
}
