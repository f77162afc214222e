// The image, its masks, and what is drawn over them: three canvases, one place on the screen.
import {state, on, changed, colour, maskOf, chosenObject, clamp, $} from './state.js';
import * as frames from './frames.js';
import {drawOver} from './overlay.js';

const OPACITY = 90;
const canvases = {image: $('image'), mask: $('mask'), draw: $('draw')};
const view = $('view');
let picture = null; // ImageData of the image's size
let shown = null; // canvas of the image's size
let cover = null; // canvas of the masks
let shownFrame = -1;

function prepare() {
  const {width, height} = state.image;
  if (!shown || shown.width !== width || shown.height !== height || shown.id !== state.image.id) {
    shown = Object.assign(document.createElement('canvas'), {width, height});
    shown.id = state.image.id;
    cover = Object.assign(document.createElement('canvas'), {width, height});
    picture = new ImageData(width, height);
    shownFrame = -1;
  }
}

/** Screen pixels of CSS for one pixel of the image. */
export function scale() {
  const {width, height} = state.image;
  return Math.min(view.clientWidth / width, view.clientHeight / height) * state.view.zoom;
}

export function toScreen(x, y) {
  const s = scale();
  const {width, height} = state.image;
  return [
    view.clientWidth / 2 + (x + 0.5 - width / 2 - state.view.x) * s,
    view.clientHeight / 2 + (y + 0.5 - height / 2 - state.view.y) * s,
  ];
}

/** A place on the screen as a place in the image, where whole numbers are centres of pixels. */
export function toImage(clientX, clientY) {
  const box = view.getBoundingClientRect();
  const s = scale();
  const {width, height} = state.image;
  return [
    (clientX - box.left - view.clientWidth / 2) / s + width / 2 + state.view.x - 0.5,
    (clientY - box.top - view.clientHeight / 2) / s + height / 2 + state.view.y - 0.5,
  ];
}

function fitCanvas(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(view.clientWidth * ratio);
  const height = Math.round(view.clientHeight * ratio);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, {width, height});
  const context = canvas.getContext('2d');
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

function place(context, what, smooth) {
  const [left, top] = toScreen(-0.5, -0.5);
  const s = scale();
  context.imageSmoothingEnabled = smooth;
  context.imageSmoothingQuality = 'high';
  context.drawImage(what, left, top, what.width * s, what.height * s);
}

/** Whether the frame that is chosen is the one that is seen: while it is on its way, the last one is. */
export const isCurrent = () => shown?.id === state.image?.id && shownFrame === state.frame;

function drawImage() {
  const data = frames.samples(state.frame);
  if (data) {
    frames.paint(data, picture);
    shown.getContext('2d').putImageData(picture, 0, 0);
    shownFrame = state.frame;
  }
  const context = fitCanvas(canvases.image);
  if (shownFrame >= 0) place(context, shown, scale() < 4);
  view.dataset.frame = shownFrame;
}

function drawMasks() {
  const context = fitCanvas(canvases.mask);
  if (!state.masksShown || !isCurrent()) return;
  const {width, height} = state.image;
  const all = new ImageData(width, height);
  let any = false;
  for (const object of state.objects) {
    const mask = maskOf(object.key, state.frame);
    if (mask?.runs && !state.hidden.has(object.key)) {
      any = fill(all.data, mask.runs, colour(object), width, height) || any;
    }
  }
  if (any) {
    cover.getContext('2d').putImageData(all, 0, 0);
    place(context, cover, scale() < 3);
  }
}

/** Runs as pixels: the inside translucent, the rim nearly opaque. */
function fill(rgba, runs, hex, width, height) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const inside = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < runs.length; at += runs[i++]) {
    if (i % 2) inside.fill(1, at, at + runs[i]);
  }
  let any = false;
  for (let i = 0, at = 0; i < runs.length; at += runs[i++]) {
    if (i % 2 === 0) continue;
    any = any || runs[i] > 0;
    for (let p = at; p < at + runs[i]; p++) {
      const x = p % width;
      const inner = x > 0 && x < width - 1 && inside[p - 1] && inside[p + 1] && inside[p - width] && inside[p + width];
      const q = 4 * p;
      rgba[q] = r;
      rgba[q + 1] = g;
      rgba[q + 2] = b;
      rgba[q + 3] = inner ? OPACITY : 230;
    }
  }
  return any;
}

let asked = new Set();
let scheduled = false;

/** Draws layers again before the next paint. */
export function redraw(...layers) {
  layers.forEach((l) => asked.add(l));
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    const now = asked;
    asked = new Set();
    if (!state.image) return;
    prepare();
    if (now.has('image')) drawImage();
    if (now.has('mask')) drawMasks();
    if (now.has('draw')) {
      const context = fitCanvas(canvases.draw);
      if (isCurrent()) drawOver(context, toScreen, scale());
    }
    corners();
  });
}

const number = (v) => (Math.abs(v) >= 100 ? Math.round(v) : Math.round(v * 10) / 10);

function corners() {
  const {image} = state;
  $('cornerCase').textContent = [image.view, image.mmPerPixel ? image.mmPerPixel.toFixed(3) + ' mm per pixel' : '']
    .filter(Boolean).join('\n');
  $('cornerFrame').textContent = (image.kind === 'volume' ? 'Slice ' : 'Frame ') + (state.frame + 1) + ' of ' + image.frames + (isCurrent() ? '' : ', on its way');
  const w = state.window;
  const unit = image.window.unit ? ' ' + image.window.unit : '';
  const here = state.pointer && inside(state.pointer) ? frames.valueAt(...state.pointer.map(Math.round)) : null;
  $('readout').textContent =
    (image.window.channels === 1 ? 'W ' + number(w.width) + '  L ' + number(w.center) + unit : '') +
    (here == null ? '' : '\n' + state.pointer.map(Math.round).join(', ') + ': ' + number(here) + unit);
  $('cornerZoom').textContent = Math.round(scale() * 100) + ' %';
}

export const inside = ([x, y]) =>
  x > -0.5 && y > -0.5 && x < state.image.width - 0.5 && y < state.image.height - 0.5;

/** Zooms about a place on the screen. */
export function zoom(factor, clientX, clientY) {
  const box = view.getBoundingClientRect();
  const x = clientX ?? box.left + box.width / 2;
  const y = clientY ?? box.top + box.height / 2;
  const before = toImage(x, y);
  state.view.zoom = clamp(state.view.zoom * factor, 1 / 4, 32);
  const after = toImage(x, y);
  pan(before[0] - after[0], before[1] - after[1]);
}

/** Moves the image by pixels of the image; some of it stays in sight. */
export function pan(dx, dy) {
  const {width, height} = state.image;
  state.view.x = clamp(state.view.x + dx, -width / 2, width / 2);
  state.view.y = clamp(state.view.y + dy, -height / 2, height / 2);
  changed('view');
}

export function fit() {
  state.view = {zoom: 1, x: 0, y: 0};
  changed('view');
}

export function resetWindow() {
  const {center, width, invert} = state.image.window;
  state.window = {center, width, invert};
  changed('window');
}

export function start() {
  state.seen = (frame) => frame === state.frame && isCurrent();
  on('frame image', () => redraw('image', 'mask', 'draw'));
  on('window', () => redraw('image'));
  on('view', () => redraw('image', 'mask', 'draw'));
  on('masks objects shown', () => redraw('mask', 'draw'));
  on('qca over', () => redraw('draw'));
  on('pending', () => {
    view.classList.toggle('busy', state.pending > 0);
    $('spin').hidden = !(state.pending > 0 && state.at);
    if (state.at) Object.assign($('spin').style, {left: state.at[0] + 12 + 'px', top: state.at[1] + 12 + 'px'});
  });
  new ResizeObserver(() => redraw('image', 'mask', 'draw')).observe(view);
}
