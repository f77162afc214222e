// What the server tells of objects and masks, taken into the state.
import {state, changed, murmur, say} from './state.js';
import {here, inSession, step, complain} from './api.js';

/** Takes a scene; with all masks when it is the first, otherwise those that differ. */
export function take(scene, whole = false) {
  if (!whole && scene.revision < state.revision) return;
  if (whole) state.masks.clear();
  state.revision = scene.revision;
  Object.assign(state, {
    objects: scene.objects,
    canUndo: scene.canUndo,
    canRedo: scene.canRedo,
    stale: scene.stale,
    job: scene.job,
    asked: scene.asked,
  });
  for (const m of scene.masks) put(m.object, m.frame, m.runs, scene.revision);
  if (state.qca) state.qca.stale = state.qca.stale || whole || scene.masks.some((m) => m.object === state.qca.key && m.frame === state.qca.frame);
  changed('objects', 'masks', 'steps', 'qca');
}

function put(key, frame, runs, revision) {
  const at = key + ' ' + frame;
  const there = state.masks.get(at);
  if (there && there.revision > revision) return false;
  state.masks.set(at, {runs, revision});
  return true;
}

export async function refresh() {
  const answer = await here('GET', '');
  take(answer.scene, true);
  return answer;
}

let stream = null;

/** Listens to what happens on the server; the browser connects again by itself. */
export function listen(after) {
  unlisten();
  stream = new EventSource('api/v1' + inSession('/events?after=' + after));
  const data = (f) => (e) => f(JSON.parse(e.data));
  stream.addEventListener('mask', data(masked));
  stream.addEventListener('progress', data((d) => {
    state.job = d.job;
    state.progress = d;
    changed('job');
    if (!state.playing && state.follow !== false) show(d.frame);
  }));
  stream.addEventListener('done', data((d) => {
    state.job = null;
    state.progress = null;
    take(d.scene);
    changed('job');
    say(d.cancelled ? 'Stopped after ' + d.frames + ' frames. What was found stays.' : 'Followed through ' + d.frames + ' frames.');
  }));
  stream.addEventListener('failed', data((d) => {
    state.job = null;
    state.progress = null;
    changed('job');
    complain(Object.assign(new Error(d.detail)));
    refresh().catch(complain);
  }));
  stream.addEventListener('changed', data((d) => {
    if (d.revision > state.revision && state.pending === 0) refresh().catch(complain);
  }));
  stream.addEventListener('gone', () => {
    unlisten();
    document.dispatchEvent(new Event('gone'));
  });
  stream.addEventListener('error', (e) => e.target === stream && e.target.readyState === EventSource.CLOSED && again());
  stream.addEventListener('full', () => say('Too many pages are open on this server: progress is not shown here.', true));
}

/** The browser gives up where the server refuses, as when it is started again: not so the page. */
function again() {
  unlisten();
  setTimeout(() => {
    if (state.image && !stream) {
      refresh().then((answer) => listen(answer.scene.told), (e) => (e.status === 410 ? complain(e) : stream || again()));
    }
  }, 3000);
}

export function unlisten() {
  stream?.close();
  stream = null;
}

function masked(d) {
  const object = state.objects.find((o) => o.key === d.object);
  if (!object || !d.runs) return;
  if (!put(d.object, d.frame, d.runs, d.revision)) return; // a correction was quicker
  const at = object.scores.findIndex((s) => s[0] === d.frame);
  if (at >= 0) object.scores[at] = d.score;
  else object.scores.push(d.score);
  if (state.qca?.key === d.object && state.qca.frame === d.frame) state.qca.stale = true;
  changed('masks', 'scores');
}

/** Goes to a frame. */
export function show(frame) {
  const next = Math.min(state.image.frames - 1, Math.max(0, Math.round(frame)));
  if (next !== state.frame) {
    state.frame = next;
    changed('frame');
  }
}

const scene = (method, path, body) => step(async () => {
  if (!state.image) return;
  take(await here(method, path, body));
});

export const prompt = (key, frame, what) => {
  if (!state.seen(frame)) {
    say('Frame ' + (frame + 1) + ' is on its way: what is seen is another.', true);
    return Promise.resolve();
  }
  const began = performance.now();
  state.follow = true;
  return scene('POST', '/prompts', {object: key, frame, ...what}).then((done) => {
    if (done) murmur('Frame ' + (frame + 1) + ' answered in ' + Math.round(performance.now() - began) + ' ms.');
  });
};
export const undo = () => scene('POST', '/undo').then((done) => done && murmur('Taken back.'));
export const redo = () => scene('POST', '/redo').then((done) => done && murmur('Done again.'));
export const rename = (key, name, cass) => scene('PUT', '/objects/' + key, {name, cass});
export const remove = (key) => scene('DELETE', '/objects/' + key);
export const clear = (key, frame) => scene('DELETE', '/objects/' + key + '/frames/' + frame);

export function follow(direction) {
  return step(async () => {
    if (!state.image || !state.objects.length) return;
    const [first, last] = state.range ?? [0, state.image.frames - 1];
    state.follow = true;
    const {job} = await here('POST', '/propagate', {direction, first, last});
    state.job ??= job;
    say('Following.');
    changed('job');
  });
}

/** Not one of the steps: it must not wait for them. */
export function cancel() {
  if (state.job) here('DELETE', '/jobs/' + state.job).catch(complain);
}
