// What comes too late is not taken for what is there now. Argument: folder of the page's scripts.
import {pathToFileURL} from 'node:url';

const element = {classList: {contains: () => false, toggle: () => {}}, textContent: ''};
let gone = 0;
globalThis.document = {getElementById: () => element, dispatchEvent: () => gone++};
const waiting = [];
globalThis.fetch = (path) => new Promise((done) => waiting.push({path, done}));
const streams = [];
globalThis.EventSource = class extends EventTarget {
  constructor() {
    super();
    streams.push(this);
  }
  close() {}
};

const load = (name) => import(pathToFileURL(process.argv[2] + '/' + name + '.js'));
const {state} = await load('state');
const scene = await load('scene');

function check(good, what) {
  if (!good) throw new Error('not so: ' + what);
}
const settle = () => new Promise((done) => setTimeout(done, 5));
const answer = (status, body) => ({ok: status < 400, status, json: async () => body});
const shown = (revision, runs, iou) => ({
  revision, canUndo: true, canRedo: false, stale: false, job: null, asked: 1,
  objects: [{key: '1', name: 'Object 1', colour: 0, cass: null, prompts: [], scores: [[3, iou, 1, -1, 9]]}],
  masks: [{object: '1', frame: 3, runs, score: [3, iou, 1, -1, 9]}],
});

state.image = {id: 'a', frames: 9};
const step = scene.undo();
await settle();
state.image = {id: 'b', frames: 9};
scene.take({...shown(0, null, 0), masks: [], objects: []}, true);
waiting.pop().done(answer(200, shown(5, [1, 2], 0.9)));
check((await step) === false, 'an answer of another image is no step of this one');
check(state.masks.size === 0 && state.objects.length === 0, 'no mask of another image is shown');

const late = scene.undo();
await settle();
state.image = {id: 'c', frames: 9};
waiting.pop().done(answer(410, {detail: 'session: expected one that is open, found one that ended'}));
await late;
check(gone === 0, 'the end of another image is not the end of this one');

scene.take(shown(7, [4, 4], 0.5), true);
state.qca = {key: '1', frame: 3, stale: false};
scene.listen(0);
const told = new Event('mask');
told.data = JSON.stringify({object: '1', frame: 3, runs: [9], score: [3, 0.99, 1, -1, 1], revision: 6});
streams.pop().dispatchEvent(told);
check(state.objects[0].scores[0][1] === 0.5, 'the score is that of the mask that is shown');
check(!state.qca.stale, 'what was not taken changed nothing');
scene.take(shown(8, [4, 4], 0.5), true);
check(state.qca.stale, 'where all came anew a measurement is to be made again');
console.log('passed');
