// Playing, the slider, and the frames it goes through.
import {state, on, changed, $} from './state.js';
import {has} from './frames.js';
import {show} from './scene.js';

let due = 0;

export function play() {
  if (!state.image || state.image.frames < 2 || state.playing) return;
  state.playing = true;
  due = performance.now() + time();
  changed('playing');
  requestAnimationFrame(tick);
}

export function stop() {
  if (state.playing) {
    state.playing = false;
    changed('playing');
  }
}

export const toggle = () => (state.playing ? stop() : play());

const time = () => state.image.frameTime / state.speed;

function tick(now) {
  if (!state.playing || !state.image) return;
  if (now >= due) {
    const [first, last] = state.range ?? [0, state.image.frames - 1];
    const next = state.frame >= last || state.frame < first ? first : state.frame + 1;
    if (has(next)) {
      show(next);
      due = Math.max(due + time(), now);
    } else {
      changed('frame'); // asks for it
    }
  }
  requestAnimationFrame(tick);
}

/** One frame on or back, by hand. */
export function go(frame) {
  if (!state.image) return;
  stop();
  state.follow = false;
  show(frame);
}

export function start() {
  $('play').onclick = toggle;
  $('first').onclick = () => go(0);
  $('back').onclick = () => go(state.frame - 1);
  $('next').onclick = () => go(state.frame + 1);
  $('last').onclick = () => go(state.image.frames - 1);
  $('speed').onchange = (e) => {
    state.speed = +e.target.value;
    changed('playing');
  };
  $('slider').oninput = (e) => go(+e.target.value);
  on('playing image', () => {
    $('play').textContent = state.playing ? 'Stop' : 'Play';
    $('play').setAttribute('aria-pressed', state.playing);
    if (state.image) $('rate').hidden = state.image.frames < 2;
    if (state.image) $('rate').textContent = (1000 / time()).toFixed(1).replace(/\.0$/, '') + ' frames per second';
  });
  on('image', () => {
    $('slider').max = state.image.frames - 1;
    for (const id of ['play', 'first', 'back', 'next', 'last', 'speed', 'slider']) $(id).disabled = state.image.frames < 2;
  });
  on('frame image', () => {
    $('slider').value = state.frame;
    $('slider').setAttribute('aria-valuetext', 'frame ' + (state.frame + 1) + ' of ' + state.image.frames);
  });
}
