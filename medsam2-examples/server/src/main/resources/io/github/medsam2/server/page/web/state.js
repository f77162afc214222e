// What the page knows, and who is told when it changes.
export const state = {
  about: null,
  image: null, // what is open: id, kind, frames, width, height, frameTime, window
  frame: 0,
  playing: false,
  speed: 1,
  objects: [], // as the server tells them
  masks: new Map(), // "key frame" -> {runs, revision}
  chosen: '1',
  hidden: new Set(),
  masksShown: true,
  window: null, // {center, width, invert}
  view: {zoom: 1, x: 0, y: 0}, // zoom 1 fits; x, y in image pixels from the middle
  range: null, // [first, last]
  revision: 0,
  canUndo: false,
  canRedo: false,
  stale: false,
  job: null,
  progress: null,
  pending: 0, // questions under way
  qca: null, // {key, frame, data, stale}
  qcaAt: null, // sample under the pointer
  seen: () => true, // whether a frame is the one on the screen
  cursor: null, // of the keyboard: {x, y, corner}
};

const listeners = new Map();
let waiting = new Set();

/** Calls a function once after any of the topics changed. */
export function on(topics, listener) {
  for (const topic of topics.split(' ')) {
    if (!listeners.has(topic)) listeners.set(topic, new Set());
    listeners.get(topic).add(listener);
  }
}

/** Says that topics changed; listeners run before the next frame is painted. */
export function changed(...topics) {
  if (waiting.size === 0) queueMicrotask(tell);
  topics.forEach((t) => waiting.add(t));
}

function tell() {
  const topics = waiting;
  waiting = new Set();
  const all = new Set();
  for (const t of topics) for (const l of listeners.get(t) ?? []) all.add(l);
  for (const l of all) l();
}

export const COLOURS = ['#56b4e9', '#e69f00', '#009e73', '#f0e442', '#d55e00', '#cc79a7', '#0072b2', '#ffffff'];

export const colour = (object) => COLOURS[object.colour % COLOURS.length];
export const chosenObject = () => state.objects.find((o) => o.key === state.chosen) ?? null;
export const maskOf = (key, frame) => state.masks.get(key + ' ' + frame) ?? null;
export const scoreOf = (object, frame) => object.scores.find((s) => s[0] === frame) ?? null;
export const clamp = (v, low, high) => Math.min(high, Math.max(low, v));
export const $ = (id) => document.getElementById(id);

let saidAt = 0;

/** Says something to everybody, screen readers too. */
export function say(text, bad = false) {
  const status = $('status');
  status.textContent = text;
  status.classList.toggle('bad', bad);
  saidAt = performance.now();
}

/** Says something small, unless a complaint was just made. */
export function murmur(text) {
  if (!$('status').classList.contains('bad') || performance.now() - saidAt > 6000) say(text);
}

/** A new element. */
export function make(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes)) {
    if (k.startsWith('on')) e.addEventListener(k.slice(2), v);
    else if (v === true) e.setAttribute(k, '');
    else if (v !== false && v != null) e.setAttribute(k, v);
  }
  e.append(...children);
  return e;
}
