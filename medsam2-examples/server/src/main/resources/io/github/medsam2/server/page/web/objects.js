// The list of objects: choose, rename, say which segment it is, hide, clear, delete.
import {state, on, changed, chosenObject, scoreOf, make, say, COLOURS, $} from './state.js';
import {rename, remove, clear, undo, redo} from './scene.js';

let editing = false;

/** The lowest number that no object has. */
function freeKey() {
  const taken = new Set(state.objects.map((o) => o.key));
  for (let n = 1; ; n++) if (!taken.has(String(n))) return String(n);
}

export function add() {
  if (!state.image) return;
  const key = freeKey();
  state.chosen = key;
  state.nextColour = COLOURS[(+key - 1) % COLOURS.length];
  rename(key, 'Object ' + key, '').then((done) => done && say('Object ' + key + ' is new: drag a box around it.'));
  changed('chosen');
}

export function choose(key) {
  state.chosen = key;
  changed('chosen', 'objects');
}

export function chooseNumber(n) {
  if (state.objects[n]) choose(state.objects[n].key);
}

export function clearFrame() {
  const object = chosenObject();
  if (object) clear(object.key, state.frame).then((done) => done && say('Frame ' + (state.frame + 1) + ' of ' + object.name + ' is cleared.'));
}

export function toggleHidden(key) {
  if (!state.hidden.delete(key)) state.hidden.add(key);
  changed('shown', 'objects');
}

function item(object) {
  const chosen = object.key === state.chosen;
  const hidden = state.hidden.has(object.key);
  const score = scoreOf(object, state.frame);
  const row = make('li', {class: 'object' + (chosen ? ' chosen' : '')});
  row.append(make('div', {class: 'line'},
    make('button', {class: 'pick', id: 'pick-' + object.key, 'aria-pressed': chosen, onclick: () => choose(object.key)},
      make('span', {class: 'swatch c' + object.colour, 'aria-hidden': 'true'}),
      make('span', {class: 'label'}, object.name + (object.cass ? ' (' + object.cass + ')' : '')),
      make('span', {class: 'quiet'}, score ? 'IoU ' + score[1].toFixed(2) : object.scores.length ? 'not here' : 'not shown yet')),
    make('button', {class: 'eye', id: 'eye-' + object.key, 'aria-pressed': !hidden, 'aria-label': 'Show ' + object.name,
      title: hidden ? 'Show' : 'Hide', onclick: () => toggleHidden(object.key)}, hidden ? 'hidden' : 'shown')));
  if (chosen) row.append(more(object));
  return row;
}

function more(object) {
  const name = make('input', {id: 'name', 'aria-label': 'Name', maxlength: 64, autocomplete: 'off', value: object.name,
    onfocus: () => (editing = true),
    onblur: () => (editing = false),
    onchange: (e) => e.target.value.trim() && rename(object.key, e.target.value.trim(), object.cass ?? '')});
  const cass = make('select', {id: 'cass', 'aria-label': 'Coronary segment (CASS)',
    onfocus: () => (editing = true),
    onblur: () => (editing = false),
    onchange: (e) => label(object, e.target.value)}, make('option', {value: ''}, 'Segment: none'));
  for (const vessel of ['RCA', 'LM', 'LAD', 'LCX']) {
    const group = make('optgroup', {label: vessel});
    for (const s of state.about.segments.filter((x) => x.vessel === vessel)) {
      group.append(make('option', {value: s.id, selected: s.id === object.cass}, s.id + ' ' + s.short + ', ' + s.name));
    }
    cass.append(group);
  }
  const here = object.prompts.some((p) => p.frame === state.frame);
  return make('div', {class: 'more'}, name, cass,
    make('div', {class: 'group', role: 'group', 'aria-label': 'Object'},
      make('button', {id: 'clear', title: 'Take back clicks and box on this frame (Delete)', disabled: !here, onclick: clearFrame}, 'Clear this frame'),
      make('button', {id: 'remove', title: 'Delete the object', onclick: () => drop(object)}, 'Delete object')));
}

/** A name nobody chose follows the segment. */
function label(object, cass) {
  const segment = state.about.segments.find((s) => s.id === cass);
  const own = /^Object \w+$/.test(object.name) || state.about.segments.some((s) => s.short === object.name);
  rename(object.key, own ? segment?.short ?? 'Object ' + object.key : object.name, cass);
}

function drop(object) {
  remove(object.key).then((done) => {
    if (!done) return;
    if (state.chosen === object.key) choose(state.objects[0]?.key ?? freeKey());
    say(object.name + ' is deleted. Undo brings it back.');
  });
}

function draw() {
  if (!state.image || editing && $('objects').contains(document.activeElement)) return;
  const focus = document.activeElement?.id;
  $('objects').replaceChildren(...state.objects.map(item));
  if (focus && !document.activeElement?.id) document.getElementById(focus)?.focus();
  const what = state.image.kind === 'cine' ? 'a vessel segment' : 'an object';
  $('objectHint').textContent = 'Drag a box around ' + what + ', or click on it. Shift-click says what does not belong to it.';
  $('objectHint').hidden = state.objects.some((o) => o.scores.length > 0);
}

export function start() {
  $('add').onclick = add;
  $('undo').onclick = undo;
  $('redo').onclick = redo;
  on('objects chosen frame image scores masks', draw);
  on('steps pending', () => {
    $('undo').disabled = !state.canUndo;
    $('redo').disabled = !state.canRedo;
  });
}
