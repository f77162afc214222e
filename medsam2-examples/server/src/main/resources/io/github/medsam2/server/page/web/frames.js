// Frames of the image: fetched ahead, kept while there is room, and shown through a window.
import {state, changed} from './state.js';
import {ask, inSession, complain} from './api.js';

const MOST = 384 << 20;
const AT_ONCE = 3;

let kept = new Map(); // frame -> typed array, in the order of use
let bytes = 0;
let loading = new Map();
let table = {key: '', values: null};
let generation = 0;
let broken = false;

export function forget() {
  generation++;
  broken = false;
  loading.forEach((abort) => abort.abort());
  loading = new Map();
  kept = new Map();
  bytes = 0;
  state.loaded = 0;
}

export const has = (frame) => kept.has(frame);

/** Samples of a frame, or null while they are on their way. */
export function samples(frame) {
  const there = kept.get(frame) ?? null;
  if (there) {
    kept.delete(frame);
    kept.set(frame, there);
  }
  want();
  return there;
}

/** Fetches what is missing, nearest to the present frame first. */
export function want() {
  if (!state.image || broken) return;
  const {frames, width, height, window} = state.image;
  const each = width * height * (window.bits / 8) * window.channels;
  const reach = Math.max(2, Math.floor(MOST / each / 2) - 2);
  for (let d = 0; d < frames && d <= reach && loading.size < AT_ONCE; d++) {
    for (const f of d ? [state.frame + d, state.frame - d] : [state.frame]) {
      if (f >= 0 && f < frames && !kept.has(f) && !loading.has(f) && loading.size < AT_ONCE) load(f);
    }
  }
}

async function load(frame) {
  const mine = generation;
  const abort = new AbortController();
  loading.set(frame, abort);
  try {
    const answer = await ask('GET', inSession('/frames/' + frame), null, {signal: abort.signal});
    const buffer = await answer.arrayBuffer();
    if (mine !== generation) return;
    keep(frame, state.image.window.bits === 16 ? new Uint16Array(buffer) : new Uint8Array(buffer));
  } catch (e) {
    if (mine === generation) {
      broken = e.name !== 'AbortError';
      complain(e);
    }
  } finally {
    if (mine === generation) {
      loading.delete(frame);
      want();
    }
  }
}

function keep(frame, data) {
  kept.set(frame, data);
  bytes += data.byteLength;
  for (const [f, d] of kept) {
    if (bytes <= MOST || f === state.frame) break;
    kept.delete(f);
    bytes -= d.byteLength;
  }
  state.loaded = kept.size;
  changed(frame === state.frame ? 'frame' : 'loaded');
}

/** Grey of every sample through the window, made anew when the window moves. */
function lookup() {
  const {bits, slope, intercept} = state.image.window;
  const {center, width, invert} = state.window;
  const key = [state.image.id, center, width, invert].join();
  if (table.key !== key) {
    const values = new Uint8ClampedArray(1 << bits);
    const low = center - width / 2;
    for (let i = 0; i < values.length; i++) {
      const grey = (255 * (i * slope + intercept - low)) / width;
      values[i] = invert ? 255 - grey : grey;
    }
    table = {key, values};
  }
  return table.values;
}

/** Paints samples into a picture of the image's size. */
export function paint(data, picture) {
  const rgba = picture.data;
  if (state.image.window.channels === 3) {
    for (let i = 0, j = 0; j < rgba.length; j += 4) {
      rgba[j] = data[i++];
      rgba[j + 1] = data[i++];
      rgba[j + 2] = data[i++];
      rgba[j + 3] = 255;
    }
    return;
  }
  const grey = lookup();
  const words = new Uint32Array(rgba.buffer);
  for (let i = 0; i < words.length; i++) {
    const g = grey[data[i]];
    words[i] = 0xff000000 | (g << 16) | (g << 8) | g;
  }
}

/** The value of a pixel in the image's own unit. */
export function valueAt(x, y) {
  const data = kept.get(state.frame);
  if (!data || state.image.window.channels !== 1) return null;
  const {slope, intercept} = state.image.window;
  return data[y * state.image.width + x] * slope + intercept;
}
