// Scores of the chosen object over the frames, and where a correction pays most.
import {state, on, colour, chosenObject, make, $} from './state.js';
import {go} from './cine.js';

const EDGE = 8; // where the slider's thumb stands at its ends
const strip = $('strip');
const canvas = $('scores');

const xOf = (frame, width) => EDGE + (state.image.frames < 2 ? 0 : (frame / (state.image.frames - 1)) * (width - 2 * EDGE));

/** Frames in the order in which a correction pays, at most three, not close to each other. */
export function suggestions(object) {
  const all = object.scores.filter((s) => s[3] > 0.2).sort((a, b) => b[3] - a[3]);
  const chosen = [];
  for (const s of all) {
    if (chosen.length < 3 && chosen.every((c) => Math.abs(c[0] - s[0]) > 2)) chosen.push(s);
  }
  return chosen;
}

function draw() {
  if (!state.image) return;
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [strip.clientWidth, strip.clientHeight];
  Object.assign(canvas, {width: Math.round(width * ratio), height: Math.round(height * ratio)});
  const c = canvas.getContext('2d');
  c.scale(ratio, ratio);
  const [top, bottom] = [9, height - 10];
  const y = (v) => bottom - v * (bottom - top);
  range(c, width, height);
  c.strokeStyle = '#373d44';
  c.lineWidth = 1;
  for (const v of [0, 0.5, 1]) segment(c, EDGE, y(v), width - EDGE, y(v));
  const object = chosenObject();
  if (object) curves(c, object, width, y, bottom);
  marks(c, width, height);
  c.strokeStyle = '#fff';
  c.lineWidth = 1.5;
  const now = xOf(state.frame, width);
  segment(c, now, 0, now, height);
  legend(object);
}

function segment(c, x0, y0, x1, y1) {
  c.beginPath();
  c.moveTo(x0, y0);
  c.lineTo(x1, y1);
  c.stroke();
}

function range(c, width, height) {
  if (!state.range) return;
  const [a, b] = state.range.map((f) => xOf(f, width));
  c.fillStyle = '#0009';
  c.fillRect(0, 0, a - 2, height);
  c.fillRect(b + 2, 0, width, height);
  c.fillStyle = '#56b4e9';
  c.fillRect(a - 3, 0, 2, height);
  c.fillRect(b + 1, 0, 2, height);
}

function curves(c, object, width, y, bottom) {
  const scores = [...object.scores].sort((a, b) => a[0] - b[0]);
  const step = Math.max(2, (width - 2 * EDGE) / Math.max(1, state.image.frames - 1));
  const most = Math.max(1, ...scores.map((s) => s[3]));
  const wide = Math.min(10, Math.max(1.5, step / 3));
  for (const [frame, , , need] of scores) {
    if (need > 0) {
      c.fillStyle = need > 0.2 ? '#f0b42970' : '#f0b42930';
      const h = (need / most) * (bottom - 9);
      c.fillRect(xOf(frame, width) - wide / 2, bottom - h, wide, h);
    }
  }
  curve(c, scores, 2, width, y, [3, 3], '#c8cfd6', 1.2);
  curve(c, scores, 1, width, y, [], colour(object), 2);
  for (const [frame] of suggestions(object)) {
    const x = xOf(frame, width);
    c.fillStyle = '#f0b429';
    c.beginPath();
    c.moveTo(x - 4.5, 0);
    c.lineTo(x + 4.5, 0);
    c.lineTo(x, 7);
    c.fill();
  }
}

function curve(c, scores, column, width, y, dash, style, thick) {
  c.setLineDash(dash);
  c.strokeStyle = style;
  c.lineWidth = thick;
  c.beginPath();
  let before = -2;
  for (const s of scores) {
    c[s[0] === before + 1 ? 'lineTo' : 'moveTo'](xOf(s[0], width), y(s[column]));
    if (s[0] !== before + 1) c.lineTo(xOf(s[0], width) + 0.1, y(s[column]));
    before = s[0];
  }
  c.lineCap = 'round';
  c.stroke();
  c.setLineDash([]);
}

/** Frames on which an object was shown, one square each, in the object's colour. */
function marks(c, width, height) {
  for (const object of state.objects) {
    for (const {frame} of object.prompts) {
      c.fillStyle = '#000';
      c.fillRect(xOf(frame, width) - 4, height - 9, 8, 9);
      c.fillStyle = colour(object);
      c.fillRect(xOf(frame, width) - 3, height - 8, 6, 6);
    }
  }
}

function legend(object) {
  const box = $('legend');
  box.replaceChildren();
  if (!object?.scores.length) {
    box.textContent = state.objects.length ? '' : 'Scores of the chosen object appear here.';
    return;
  }
  const score = object.scores.find((s) => s[0] === state.frame);
  const say = (v) => (score ? ' ' + v.toFixed(2) : '');
  const key = make('i');
  key.style.color = colour(object);
  box.append(
    make('span', {}, key, 'predicted IoU' + say(score?.[1] ?? 0)),
    make('span', {}, make('i', {class: 'dash'}), 'present' + say(score?.[2] ?? 0)),
    make('span', {}, make('i', {class: 'block'}), 'need of a correction' + (score && score[3] >= 0 ? say(score[3]) : '')));
  if (score) box.append(make('span', {}, score[4] + ' pixels'));
}

export function start() {
  on('image frame objects masks scores chosen range loaded shown', () => requestAnimationFrame(draw));
  new ResizeObserver(draw).observe(strip);
  const jump = (e) => {
    const box = strip.getBoundingClientRect();
    const share = (e.clientX - box.left - EDGE) / (box.width - 2 * EDGE);
    go(Math.round(share * (state.image.frames - 1)));
  };
  strip.addEventListener('pointerdown', (e) => {
    strip.setPointerCapture(e.pointerId);
    jump(e);
  });
  strip.addEventListener('pointermove', (e) => e.buttons === 1 && jump(e));
}
