// All keys, and the list of them.
import {state, changed, clamp, make, say, $} from './state.js';
import {toggle, go, stop} from './cine.js';
import {undo, redo, prompt, cancel} from './scene.js';
import {fit, resetWindow, zoom, pan, toScreen, scale} from './viewer.js';
import {add, chooseNumber, clearFrame} from './objects.js';
import {run, mark, goToSuggestion} from './track.js';
import {measure} from './qca.js';
import {close as closeMenu} from './exports.js';
import {dialog} from './dialogs.js';

const LIST = [
  ['Wheel', 'frame by frame'], ['Space', 'play, stop'], ['Left, Right', 'frame before, after'], ['Home, End', 'first, last frame'],
  ['Drag', 'box around the object'], ['Click', 'belongs to the object'], ['Shift- or Alt-click', 'does not belong'],
  ['Right drag', 'window and level'], ['Ctrl-wheel, + -', 'zoom'], ['Middle drag', 'move the image'], ['F', 'fit'],
  ['R', 'reset the window'], ['V', 'invert'], ['H', 'show or hide masks'], ['N', 'new object'], ['1 to 8', 'choose an object'],
  ['Delete', 'clear the object on this frame'], ['Ctrl-Z', 'undo'], ['Ctrl-Shift-Z', 'redo'], ['T', 'follow both ways'],
  ['[ and ]', 'range begins, ends here'], ['Esc', 'stop, close'], ['G', 'go where a correction pays most'], ['Q', 'measure'],
  ['X', 'cursor for the keyboard'], ['Arrows', 'move it; with Shift by ten'], ['Enter, Shift-Enter', 'click there, beside the object'],
  ['B twice', 'two corners of a box'], ['?', 'this list'],
];

export function help() {
  const list = make('dl', {class: 'keys'});
  for (const [key, what] of LIST) list.append(make('div', {}, make('dt', {}, key), make('dd', {}, what)));
  dialog('Keys and mouse', list);
}

/** The cursor of the keyboard: on or off. */
function cursor() {
  if (!state.image) return;
  const {width, height} = state.image;
  state.cursor = state.cursor ? null : {x: clamp(width / 2 + state.view.x, 0, width - 1), y: clamp(height / 2 + state.view.y, 0, height - 1)};
  state.rubber = null;
  say(state.cursor ? 'Cursor on: arrows move it, Enter clicks, B twice draws a box, X ends it.' : 'Cursor off.');
  changed('over');
}

function moveCursor(e) {
  const by = e.shiftKey ? 10 : 1;
  const d = {ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by]}[e.key];
  const c = state.cursor;
  c.x = clamp(c.x + d[0], 0, state.image.width - 1);
  c.y = clamp(c.y + d[1], 0, state.image.height - 1);
  if (c.corner) state.rubber = box(c.corner, c);
  $('view').setAttribute('aria-valuetext', Math.round(c.x) + ', ' + Math.round(c.y));
  changed('over');
}

const box = (a, b) => [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)];

function clickCursor(positive) {
  const {x, y} = state.cursor;
  state.at = toScreen(x, y);
  prompt(state.chosen, state.frame, {points: [[x, y, positive ? 1 : 0]]});
}

function boxCursor() {
  const c = state.cursor;
  if (!c.corner) {
    c.corner = {x: c.x, y: c.y};
    say('One corner is set: move to the other one and press B.');
    return;
  }
  const found = box(c.corner, c);
  c.corner = null;
  state.rubber = null;
  changed('over');
  if (found[2] - found[0] >= 2 && found[3] - found[1] >= 2) {
    state.at = toScreen(c.x, c.y);
    prompt(state.chosen, state.frame, {box: found});
  }
}

function escape() {
  if (closeMenu()) return;
  if (!$('welcome').hidden && state.image) $('welcome').hidden = true;
  else if (state.job) cancel();
  else if (state.cursor) cursor();
  else stop();
}

export function toggleMasks() {
  state.masksShown = !state.masksShown;
  $('masks').setAttribute('aria-pressed', state.masksShown);
  changed('shown');
}

export function invert() {
  state.window.invert = !state.window.invert;
  $('invert').setAttribute('aria-pressed', state.window.invert);
  changed('window');
}

const PLAIN = {
  ' ': toggle, ArrowLeft: () => go(state.frame - 1), ArrowRight: () => go(state.frame + 1), Home: () => go(0), End: () => go(state.image.frames - 1),
  f: fit, r: resetWindow, v: invert, h: toggleMasks, n: add, t: () => run('both'), q: measure, g: goToSuggestion, x: cursor,
  '[': () => mark('from'), ']': () => mark('to'), '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8),
  Delete: clearFrame, Backspace: clearFrame,
};

function pressed(e) {
  if ($('dialog').open) return;
  const typing = e.target.matches('input:not([type=range]), select, textarea');
  if (e.key === 'Escape') {
    escape();
    return;
  }
  if (typing) return;
  if (e.key === '?') {
    help();
    e.preventDefault();
    return;
  }
  if (!state.image || e.altKey) return;
  if ((e.ctrlKey || e.metaKey) && 'zy'.includes(e.key.toLowerCase())) {
    (e.key.toLowerCase() === 'y' || e.shiftKey ? redo : undo)();
    e.preventDefault();
    return;
  }
  if (e.ctrlKey || e.metaKey || !$('welcome').hidden || !$('menu').hidden) return;
  if (act(e)) e.preventDefault();
}

function act(e) {
  const control = e.target.matches('button, summary, input');
  if (state.cursor && !control) {
    if (e.key.startsWith('Arrow')) return moveCursor(e), true;
    if (e.key === 'Enter') return clickCursor(!e.shiftKey), true;
    if (e.key.toLowerCase() === 'b') return boxCursor(), true;
  }
  if (control && (e.key === ' ' || e.key === 'Enter' || e.target.type === 'range' && /Arrow|Home|End|Page/.test(e.key))) return false;
  if (/^[1-8]$/.test(e.key)) return chooseNumber(+e.key - 1), true;
  const what = PLAIN[e.key] ?? PLAIN[e.key.toLowerCase()];
  if (what) what();
  return Boolean(what);
}

export function start() {
  document.addEventListener('keydown', pressed);
  $('help').onclick = help;
  $('masks').onclick = toggleMasks;
  $('invert').onclick = invert;
  $('fit').onclick = fit;
  $('reset').onclick = () => {
    resetWindow();
    $('invert').setAttribute('aria-pressed', state.window.invert);
  };
}
