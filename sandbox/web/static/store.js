// What the page knows; others read it and ask for it to be drawn anew.

export const state = {
  who: "", // the handle of the person one is
  channel: "", // id of the open channel
  guild: "",
  people: new Map(), // id -> person
  roles: new Map(),
  channels: new Map(),
  games: [],
  log: [],
  connected: false,
  presence: null,
  unread: new Set(),
  panel: "", // "game", "members", "log" or nothing
};

export const TEXT = [0, 1, 2, 5, 10, 11, 12, 13];
export const CATEGORY = 4;

const keyed = (list) => new Map(list.map((one) => [one.id, one]));

export function take(body) {
  state.guild = body.guild;
  state.people = keyed(body.people);
  state.roles = keyed(body.roles);
  state.channels = keyed(body.channels || []);
  state.games = body.games;
  state.log = body.log;
  state.connected = body.connected;
  state.presence = body.presence;
}

export const me = () => [...state.people.values()].find((person) => person.name === state.who);
export const here = () => state.channels.get(state.channel);
