// What can be filled into an option of a command, by its type.

import { act } from "./api.js";
import { CATEGORY, TEXT, state } from "./store.js";

const STRING = 3, INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, ROLE = 8, MENTIONABLE = 9, NUMBER = 10;

const people = () => [...state.people.values()].map((one) => ({ value: one.id, label: one.shown, detail: one.name }));
const roles = () => [...state.roles.values()].map((one) => ({ value: one.id, label: "@" + one.name }));

function channels(option) {
  const kinds = option.channel_types?.length ? option.channel_types : [...TEXT, CATEGORY];
  return [...state.channels.values()].filter((one) => kinds.includes(one.kind)).map((one) => ({ value: one.id, label: "#" + one.name }));
}

// A fixed list to choose from, or null where one types freely.
function fixed(option) {
  if (option.choices?.length) return option.choices.map((one) => ({ value: one.value, label: one.name }));
  switch (option.type) {
    case BOOLEAN: return [{ value: true, label: "True" }, { value: false, label: "False" }];
    case USER: return people();
    case CHANNEL: return channels(option);
    case ROLE: return roles();
    case MENTIONABLE: return [...people(), ...roles()];
    default: return null;
  }
}

// Entries that fit what is typed; null where there is no list at all.
export async function entriesFor(option, typed, command, others) {
  if (option.autocomplete) {
    const answer = await act("autocomplete", { command, options: others, focused: option.name, typed });
    return (answer?.choices ?? []).map((one) => ({ value: one.value, label: one.name }));
  }
  const wanted = typed.toLowerCase().replace(/^[@#]/, "");
  return fixed(option)?.filter((one) => `${one.label} ${one.detail ?? ""}`.toLowerCase().includes(wanted)).slice(0, 25) ?? null;
}

// The value to send for what stands in the field; undefined if it does not fit.
export function valueOf(option, typed, picked) {
  if (picked?.label === typed) return wire(option, picked.value);
  if (option.type === STRING && !option.choices?.length) return typed;
  if ((option.type === INTEGER || option.type === NUMBER) && !option.choices?.length) {
    const number = Number(typed.trim().replace(",", "."));
    const fits = typed.trim() !== "" && Number.isFinite(number) && (option.type === NUMBER || Number.isInteger(number));
    return fits ? number : undefined;
  }
  const same = fixed(option)?.find((one) => one.label.toLowerCase() === typed.trim().toLowerCase());
  return same && wire(option, same.value);
}

const IDS = [USER, CHANNEL, ROLE, MENTIONABLE];

// Ids stay text: a JSON number would lose digits.
const wire = (option, value) => (IDS.includes(option.type) ? { id: value } : value);
