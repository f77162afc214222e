// Following objects through the cine: direction, range, progress, stop, and where to click next.
import {state, on, changed, chosenObject, say, $} from './state.js';
import {follow, cancel} from './scene.js';
import {suggestions} from './strip.js';
import {stop, go} from './cine.js';
import {here, step} from './api.js';

export function run(direction) {
  if (!state.objects.some((o) => o.prompts.length)) {
    say('Nothing to follow yet: drag a box around a vessel segment first.', true);
    return;
  }
  stop();
  follow(direction);
}

export function mark(end) {
  if (!state.image) return;
  const whole = [0, state.image.frames - 1];
  const [first, last] = state.range ?? whole;
  if (end === 'all') state.range = null;
  else if (end === 'from') state.range = [state.frame, Math.max(last, state.frame)];
  else state.range = [Math.min(first, state.frame), state.frame];
  if (state.range?.[0] === whole[0] && state.range[1] === whole[1]) state.range = null;
  changed('range');
  say(state.range ? 'Range: frames ' + (state.range[0] + 1) + ' to ' + (state.range[1] + 1) + '.' : 'Range: all frames.');
}

/** Goes where a correction pays most. */
export function goToSuggestion() {
  const object = chosenObject();
  const next = object && suggestions(object).find((s) => s[0] !== state.frame);
  if (next) go(next[0]);
  else say('No frame stands out: follow the object first, or look for yourself.');
}

function accept() {
  const object = chosenObject();
  if (!object) return;
  const frame = state.frame; // the one that is looked at now, whatever is shown when its turn comes
  step(async () => {
    const answer = await here('POST', '/accept', {object: object.key, frame});
    say(object.name + ' on frame ' + (frame + 1) + ' is ' + answer.state + ' as case ' + answer.id + ' of the round.');
  });
}

function draw() {
  if (!state.image) return;
  const many = state.image.frames > 1;
  const ready = many && state.objects.some((o) => o.prompts.length) && !state.job;
  for (const id of ['forward', 'backward', 'both']) $(id).disabled = !ready;
  for (const id of ['from', 'to', 'all']) $(id).disabled = !many;
  $('range').textContent = state.range ? 'frames ' + (state.range[0] + 1) + ' to ' + (state.range[1] + 1) : 'all frames';
  $('progress').hidden = !state.job;
  const p = state.progress;
  $('bar2').value = p ? p.done / p.total : 0;
  $('trackHint').textContent = state.job
    ? p ? p.done + ' of ' + p.total + ' frames' : 'Waiting for its turn'
    : state.stale ? 'Corrected since it was followed: follow again to carry that to other frames.'
    : ready ? '' : many ? 'Show an object on one frame first.' : 'One picture: nothing to follow.';
  $('trackHint').hidden = !$('trackHint').textContent;
  suggest();
  const round = state.about?.round;
  $('accept').disabled = !round || !chosenObject()?.scores.some((s) => s[0] === state.frame);
  $('accept').title = round ? 'The mask on this frame becomes a case of the round' : 'No round is configured: start the server with --round FOLDER';
  $('acceptHint').hidden = round;
}

function suggest() {
  const object = chosenObject();
  const best = object && !state.job ? suggestions(object)[0] : null;
  $('suggest').hidden = !best;
  if (best) $('suggest').textContent = 'Click here next: frame ' + (best[0] + 1) + '. A correction pays most there (predicted IoU ' + best[1].toFixed(2) + ').';
}

export function start() {
  $('forward').onclick = () => run('forward');
  $('backward').onclick = () => run('backward');
  $('both').onclick = () => run('both');
  $('cancel').onclick = cancel;
  $('from').onclick = () => mark('from');
  $('to').onclick = () => mark('to');
  $('all').onclick = () => mark('all');
  $('suggest').onclick = () => {
    const best = suggestions(chosenObject())[0];
    if (best) go(best[0]);
  };
  $('accept').onclick = accept;
  on('objects scores chosen frame image range job', draw);
}
