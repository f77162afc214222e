// QCA of the chosen object on the frame that is shown: values, doubts, D(s), tied to the image.
import {state, on, changed, chosenObject, maskOf, make, say, $} from './state.js';
import {here as ask, step} from './api.js';

let plot = null;

function scaleQuery() {
  const kind = $('scale').value;
  const number = (id) => $(id).value.trim().replace(',', '.');
  if (kind === 'mm') return '&mm=' + encodeURIComponent(number('mm'));
  if (kind === 'catheter') return '&french=' + encodeURIComponent(number('french')) + '&width=' + encodeURIComponent(number('catheterWidth'));
  return '';
}

export const query = () => '?frame=' + state.frame + scaleQuery();

export function measure() {
  const object = chosenObject();
  if (!object || !maskOf(object.key, state.frame)?.runs) {
    say('Nothing to measure here: this frame has no mask of the chosen object.', true);
    return;
  }
  const frame = state.frame;
  const asked = query();
  step(async () => {
    const data = await ask('GET', '/qca/' + object.key + asked);
    const result = data.report.frames.find((f) => f.frame === data.report.chosen);
    const mm = data.mmPerPixel ?? 1;
    state.qca = {key: object.key, name: object.name, frame, data, samples: result.samples, lesion: result.lesions[0],
      mm, unit: data.mmPerPixel ? 'mm' : 'px', stale: false};
    changed('qca');
    const ds = data.values.find((v) => v.short === '%DS');
    say('Diameter stenosis ' + Math.round(ds.value) + ' %, frame ' + (frame + 1) + '.');
  });
}

/** The sample of the centre line nearest to a place in the image, within a distance. */
export function nearest(at, most) {
  if (!at || !state.qca || state.qca.frame !== state.frame) return null;
  const line = state.qca.samples.centreLine;
  let best = null;
  let least = most * most;
  for (let i = 0; i < line.length / 2; i++) {
    const d = (line[2 * i] - at[0]) ** 2 + (line[2 * i + 1] - at[1]) ** 2;
    if (d < least) [best, least] = [i, d];
  }
  return best;
}

const text = (v) => v.value.toFixed(v.unit === '%' ? 0 : 2) + (v.unit ? ' ' + v.unit : '');
const interval = (v) => (v.low == null ? '' : v.low.toFixed(v.unit === '%' ? 0 : 2) + ' to ' + v.high.toFixed(v.unit === '%' ? 0 : 2));

function draw() {
  const box = $('qca');
  const q = state.qca;
  $('qcaFrame').textContent = q ? q.name + ', frame ' + (q.frame + 1) : '';
  plot?.destroy();
  plot = null;
  if (!q) {
    box.replaceChildren(make('p', {class: 'hint'}, 'Measures the chosen object on the frame that is shown.'));
    return;
  }
  const value = (short) => q.data.values.find((v) => v.short === short);
  const big = (short, name) => make('div', {}, make('span', {}, name), make('b', {}, ...unit(text(value(short)))), make('span', {}, interval(value(short))));
  const rows = q.data.values.filter((v) => !['%DS', 'MLD', 'RVD'].includes(v.short)).map((v) =>
    make('tr', {title: v.method}, make('th', {scope: 'row'}, v.label), make('td', {}, text(v)), make('td', {class: 'quiet'}, interval(v))));
  const place = make('div', {class: 'plot', role: 'img', 'aria-label': summary(q)});
  box.replaceChildren(
    ...(q.stale ? [make('p', {class: 'stale'}, 'The mask has changed since: measure again.')] : []),
    make('div', {class: 'headline'}, big('%DS', 'Stenosis'), big('MLD', 'MLD'), big('RVD', 'Reference')),
    place,
    make('p', {class: 'hint', id: 'qcaHere'}, 'Ranges hold the true value in 95 of 100 cases.'),
    make('table', {class: 'values'}, make('tbody', {}, ...rows)),
    make('p', {class: 'hint'}, q.data.calibration + ' View: ' + q.data.view + '.' + (q.data.betterView ? ' A better one: ' + q.data.betterView + '.' : '')),
    make('ul', {class: 'doubts', 'aria-label': 'Reasons to look twice'}, ...q.data.doubts.map((d) => make('li', {}, d))));
  chart(place, q);
}

const unit = (t) => [t.split(' ')[0], ' ', make('small', {}, t.split(' ')[1] ?? '')];

const summary = (q) => 'Diameter along the vessel; narrowest ' + text(q.data.values.find((v) => v.short === 'MLD'));

function chart(place, q) {
  const s = q.samples;
  const scaled = (list) => list.map((v) => v * q.mm);
  const arc = scaled(s.arc);
  const grid = {stroke: '#2c3238', width: 1};
  const axis = {stroke: '#aab3bb', grid, ticks: grid, font: '11px system-ui, sans-serif'};
  const format = (_, all) => all.map((v) => (v == null ? '' : +v.toFixed(2)));
  plot = new uPlot({
    width: place.clientWidth || 280,
    height: 150,
    padding: [8, 8, 0, 0],
    legend: {show: false},
    cursor: {y: false, drag: {x: false, y: false}, points: {size: 6}},
    scales: {x: {time: false}, y: {range: (_, low, high) => [0, high * 1.08]}},
    axes: [{...axis, size: 26, values: format}, {...axis, size: 34, space: 26, values: format}],
    series: [{}, {stroke: '#7fd4a8', width: 2}, {stroke: '#fff', width: 1, dash: [4, 4]}],
    hooks: {drawClear: [(u) => lesion(u, q, arc)], setCursor: [(u) => point(u, q)]},
  }, [arc, scaled(s.diameter), scaled(s.reference)], place);
}

/** The lesion as a field, the narrowest place as a line. */
function lesion(u, q, arc) {
  const x = (i) => u.valToPos(arc[i], 'x', true);
  const {left, top, width, height} = u.bbox;
  const a = Math.max(left, x(q.lesion.start));
  u.ctx.fillStyle = '#f0b42930';
  u.ctx.fillRect(a, top, Math.min(left + width, x(q.lesion.end)) - a, height);
  u.ctx.fillStyle = '#f0b429';
  u.ctx.fillRect(x(q.lesion.site) - 1, top, 2, height);
}

let quiet = false;

function point(u, q) {
  if (quiet) return;
  const at = u.cursor.left >= 0 ? u.cursor.idx : null;
  if (at !== state.qcaAt) {
    state.qcaAt = at;
    changed('over', 'here');
  }
}

function here() {
  const q = state.qca;
  const line = $('qcaHere');
  if (!q || !line) return;
  const i = state.qcaAt;
  line.textContent = i == null
    ? 'Ranges hold the true value in 95 of 100 cases.'
    : 'Here: ' + (q.samples.diameter[i] * q.mm).toFixed(2) + ' of ' + (q.samples.reference[i] * q.mm).toFixed(2) + ' ' + q.unit +
      ', ' + (q.samples.arc[i] * q.mm).toFixed(1) + ' ' + q.unit + ' along the vessel';
}

/** The vessel under the pointer moves the plot's cursor. */
function follow() {
  if (plot && state.qca) {
    quiet = true;
    const i = state.qcaAt;
    plot.setCursor(i == null ? {left: -10, top: -10} : {left: plot.valToPos(state.qca.samples.arc[i] * state.qca.mm, 'x'), top: 10}, false);
    quiet = false;
  }
  here();
}

export function start() {
  $('measure').onclick = measure;
  $('scale').onchange = () => {
    $('mmRow').hidden = $('scale').value !== 'mm';
    $('catheterRow').hidden = $('scale').value !== 'catheter';
  };
  on('qca', draw);
  on('qcaAt', follow);
  on('here', here);
  on('objects chosen frame image scores masks', () => {
    $('measure').disabled = !chosenObject() || !maskOf(state.chosen, state.frame)?.runs;
  });
  new ResizeObserver(() => {
    const place = document.querySelector('.plot');
    if (plot && place) plot.setSize({width: place.clientWidth, height: 150});
  }).observe($('side'));
}
