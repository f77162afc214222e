// Files to keep.
import {state, make, say, on, $} from './state.js';
import {ask, inSession, complain} from './api.js';
import {query} from './qca.js';

const KINDS = [
  ['seg', 'DICOM segmentation', 'all objects and frames'],
  ['sr', 'DICOM structured report', 'QCA of this frame'],
  ['qca', 'QCA as CSV', 'this frame'],
  ['nii', 'NIfTI labels', 'all objects and frames'],
  ['gif', 'Movie (GIF)', 'masks over the cine'],
  ['png', 'Picture (PNG)', 'this frame'],
  ['csv', 'Scores as CSV', 'all frames'],
  ['journal', 'Journal', 'what was asked, to be replayed'],
];

const menu = $('menu');

async function save(kind) {
  close();
  say('Writing the file.');
  try {
    const answer = await ask('GET', inSession('/export/' + kind + query()));
    const name = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? kind;
    const url = URL.createObjectURL(await answer.blob());
    const link = make('a', {href: url, download: name});
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    say(name + ' is written to your downloads.');
  } catch (e) {
    complain(e);
  }
}

export function open() {
  const box = $('export').getBoundingClientRect();
  menu.replaceChildren(...KINDS.map(([kind, name, what]) =>
    make('button', {role: 'menuitem', id: 'export-' + kind, onclick: () => save(kind)}, name, make('span', {class: 'quiet'}, what))));
  menu.hidden = false;
  Object.assign(menu.style, {top: box.bottom + window.scrollY + 4 + 'px', right: Math.max(4, document.documentElement.clientWidth - box.right) + 'px'});
  $('export').setAttribute('aria-expanded', 'true');
  menu.firstChild.focus();
}

export function close() {
  if (menu.hidden) return false;
  const inside = menu.contains(document.activeElement);
  menu.hidden = true;
  $('export').setAttribute('aria-expanded', 'false');
  if (inside) $('export').focus();
  return true;
}

export function start() {
  $('export').onclick = () => (menu.hidden ? open() : close());
  menu.addEventListener('keydown', (e) => {
    const items = [...menu.children];
    const at = items.indexOf(document.activeElement);
    const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1}[e.key];
    if (to != null) {
      items[(to + items.length) % items.length].focus();
      e.preventDefault();
      e.stopPropagation();
    }
    if (e.key === 'Tab') close();
  });
  document.addEventListener('pointerdown', (e) => !menu.contains(e.target) && e.target !== $('export') && close());
  on('image objects scores', () => ($('export').disabled = !state.image));
}
