// Clicks, boxes, the keyboard's cursor, and what QCA found, over the image.
import {state, colour} from './state.js';

export function drawOver(context, place, scale) {
  prompts(context, place);
  rubber(context, place);
  if (state.qca && state.qca.frame === state.frame) qca(context, place, scale);
  cursor(context, place);
}

function prompts(context, place) {
  for (const object of state.objects) {
    if (state.hidden.has(object.key) || !state.masksShown) continue;
    const here = object.prompts.find((p) => p.frame === state.frame);
    if (!here) continue;
    if (here.box) box(context, place, here.box, colour(object), object.key === state.chosen);
    for (const [x, y, label] of here.points) click(context, place(x, y), label, colour(object));
  }
}

function box(context, place, [x0, y0, x1, y1], paint, chosen) {
  const [left, top] = place(x0, y0);
  const [right, bottom] = place(x1, y1);
  context.setLineDash(chosen ? [] : [5, 4]);
  for (const [style, width] of [['#000a', 3.5], [paint, 1.5]]) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.strokeRect(left, top, right - left, bottom - top);
  }
  context.setLineDash([]);
}

/** A disc with a plus, or a ring with a minus: shape says it, not colour alone. */
function click(context, [x, y], positive, paint) {
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  context.fillStyle = positive ? paint : '#101214';
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = positive ? '#000' : paint;
  context.stroke();
  context.strokeStyle = positive ? '#000' : '#fff';
  context.beginPath();
  context.moveTo(x - 3.5, y);
  context.lineTo(x + 3.5, y);
  if (positive) {
    context.moveTo(x, y - 3.5);
    context.lineTo(x, y + 3.5);
  }
  context.stroke();
}

function rubber(context, place) {
  if (!state.rubber) return;
  const object = state.objects.find((o) => o.key === state.chosen);
  box(context, place, state.rubber, object ? colour(object) : state.nextColour ?? '#56b4e9', true);
}

function cursor(context, place) {
  if (!state.cursor) return;
  const [x, y] = place(state.cursor.x, state.cursor.y);
  for (const [style, width] of [['#000', 3], ['#fff', 1]]) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      context.moveTo(x + 4 * dx, y + 4 * dy);
      context.lineTo(x + 18 * dx, y + 18 * dy);
    }
    context.stroke();
  }
}

const pairs = (flat) => Array.from({length: flat.length / 2}, (_, i) => [flat[2 * i], flat[2 * i + 1]]);

function line(context, points, style, width, place) {
  context.beginPath();
  points.forEach(([x, y], i) => context[i ? 'lineTo' : 'moveTo'](...place(x, y)));
  context.strokeStyle = style;
  context.lineWidth = width;
  context.stroke();
}

/** The vessel as it was measured: centre line, edges, where healthy edges would be, the lesion. */
function qca(context, place) {
  const {samples, lesion} = state.qca;
  const [centre, left, right] = [samples.centreLine, samples.left, samples.right].map(pairs);
  context.lineJoin = 'round';
  const reference = [-0.5, 0.5].map((side) =>
    centre.map(([x, y], i) => {
      const dx = right[i][0] - left[i][0];
      const dy = right[i][1] - left[i][1];
      const n = Math.hypot(dx, dy) || 1;
      const r = samples.reference[i] * side;
      return [x + (dx / n) * r, y + (dy / n) * r];
    }));
  const span = (points) => points.slice(lesion.start, lesion.end + 1);
  const area = [...span(left), ...span(right).reverse()];
  context.beginPath();
  area.forEach(([x, y], i) => context[i ? 'lineTo' : 'moveTo'](...place(x, y)));
  context.closePath();
  context.fillStyle = '#f0b42950';
  context.fill();
  context.setLineDash([4, 4]);
  reference.forEach((points) => line(context, points, '#ffffffb0', 1.25, place));
  context.setLineDash([]);
  for (const edge of [left, right]) {
    line(context, edge, '#000a', 3, place);
    line(context, edge, '#7fd4a8', 1.5, place);
  }
  line(context, centre, '#ffffffc0', 1, place);
  across(context, place, left, right, lesion.site, '#f0b429', 2.5);
  if (state.qcaAt != null) across(context, place, left, right, state.qcaAt, '#ffffff', 2);
}

function across(context, place, left, right, i, style, width) {
  if (!left[i]) return;
  const [a, b] = [place(...left[i]), place(...right[i])];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const n = Math.hypot(dx, dy) || 1;
  const more = 6;
  for (const [paint, wide] of [['#000', width + 2], [style, width]]) {
    context.beginPath();
    context.moveTo(a[0] - (dx / n) * more, a[1] - (dy / n) * more);
    context.lineTo(b[0] + (dx / n) * more, b[1] + (dy / n) * more);
    context.strokeStyle = paint;
    context.lineWidth = wide;
    context.stroke();
  }
}
