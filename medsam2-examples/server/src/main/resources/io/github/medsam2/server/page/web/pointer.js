// Mouse and pen on the image.
import {state, changed, clamp, $} from './state.js';
import {toImage, inside, zoom, pan, scale, redraw} from './viewer.js';
import {prompt, show} from './scene.js';
import {stop} from './cine.js';
import {nearest} from './qca.js';

const DRAG = 4;
const PAD = 30;
const view = $('view');
let down = null;
let wheel = 0;

const local = (e) => {
  const box = view.getBoundingClientRect();
  return [e.clientX - box.left, e.clientY - box.top];
};

function begin(e) {
  if (!state.image) return;
  view.focus({preventScroll: true});
  state.cursor = null;
  down = {button: e.button, x: e.clientX, y: e.clientY, at: toImage(e.clientX, e.clientY), window: {...state.window}, moved: false, minus: e.shiftKey || e.altKey};
  view.setPointerCapture(e.pointerId);
  if (e.button === 1) e.preventDefault();
  if (e.button === 0) stop();
}

function move(e) {
  if (!state.image) return;
  state.pointer = toImage(e.clientX, e.clientY);
  if (!down) {
    hover();
    return;
  }
  const dx = e.clientX - down.x;
  const dy = e.clientY - down.y;
  down.moved = down.moved || Math.hypot(dx, dy) > DRAG;
  if (!down.moved) return;
  if (down.button === 0) {
    state.rubber = corners(down.at, state.pointer);
    changed('over');
  } else if (down.button === 1) {
    pan(-(e.clientX - (down.px ?? down.x)) / scale(), -(e.clientY - (down.py ?? down.y)) / scale());
    [down.px, down.py] = [e.clientX, e.clientY];
  } else if (down.button === 2) {
    const {low, high, channels} = state.image.window;
    if (channels !== 1) return;
    const unit = Math.max((high - low) / 1024, state.image.window.width / 400);
    state.window.width = Math.max(unit / 4, down.window.width + dx * unit);
    state.window.center = clamp(down.window.center + dy * unit, low - (high - low), high + (high - low));
    changed('window');
  }
}

function corners(a, b) {
  const {width, height} = state.image;
  const x = [a[0], b[0]].map((v) => clamp(v, 0, width - 1)).sort((p, q) => p - q);
  const y = [a[1], b[1]].map((v) => clamp(v, 0, height - 1)).sort((p, q) => p - q);
  return [x[0], y[0], x[1], y[1]];
}

function hover() {
  const at = nearest(state.pointer, 12 / scale());
  if (at !== state.qcaAt) {
    state.qcaAt = at;
    changed('qcaAt', 'over');
  }
  redraw();
}

function end(e) {
  if (!down) return;
  const was = down;
  down = null;
  const box = state.rubber;
  state.rubber = null;
  changed('over');
  if (was.button !== 0 || e.type === 'pointercancel') return;
  state.at = local(e);
  if (was.moved && box) {
    if (box[2] - box[0] >= 2 && box[3] - box[1] >= 2) prompt(state.chosen, state.frame, {box: box.map(round)});
  } else if (inside(was.at)) {
    prompt(state.chosen, state.frame, {points: [[...was.at.map(round), was.minus ? 0 : 1]]});
  }
}

const round = (v) => Math.round(v * 10) / 10;

function turn(e) {
  if (!state.image) return;
  e.preventDefault();
  if (e.ctrlKey || e.metaKey) {
    zoom(Math.exp(-e.deltaY / (e.deltaMode ? 10 : 300)), e.clientX, e.clientY);
    return;
  }
  // A notch of a wheel is one frame; a touchpad's small moves add up to one.
  const notch = e.deltaMode > 0 || Math.abs(e.deltaY) >= 50;
  wheel = notch ? Math.sign(e.deltaY) * PAD : wheel + e.deltaY;
  if (Math.abs(wheel) >= PAD) {
    const way = Math.sign(wheel);
    wheel = 0;
    stop();
    state.follow = false;
    show(state.frame + way);
  }
}

export function start() {
  view.addEventListener('pointerdown', begin);
  view.addEventListener('pointermove', move);
  view.addEventListener('pointerup', end);
  view.addEventListener('pointercancel', end);
  view.addEventListener('pointerleave', () => {
    state.pointer = null;
    state.qcaAt = null;
    changed('qcaAt', 'over');
  });
  view.addEventListener('wheel', turn, {passive: false});
  view.addEventListener('contextmenu', (e) => e.preventDefault());
  view.addEventListener('auxclick', (e) => e.preventDefault());
}
