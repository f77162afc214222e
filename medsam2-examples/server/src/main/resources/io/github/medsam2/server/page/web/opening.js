// Images come in: dropped, chosen, or from the server's folder.
import {state, changed, make, say, $} from './state.js';
import {ask, json, complain, Refused} from './api.js';
import {take, listen, unlisten} from './scene.js';
import {forget} from './frames.js';
import {stop} from './cine.js';

const KEY = 'medsam2-session';

async function shown(opened) {
  forget();
  Object.assign(state, {
    image: opened, frame: Math.min(Math.floor(opened.frames / 2), opened.frames - 1), playing: false, masks: new Map(),
    hidden: new Set(), view: {zoom: 1, x: 0, y: 0}, range: null, qca: null, qcaAt: null, cursor: null, revision: -1, job: null, progress: null,
    window: {center: opened.window.center, width: opened.window.width, invert: opened.window.invert}, follow: true,
  });
  if (opened.kind !== 'cine') state.frame = Math.floor(opened.frames / 2);
  take(opened.scene, true);
  state.chosen = state.objects[0]?.key ?? '1';
  listen(opened.scene.told);
  sessionStorage.setItem(KEY, opened.id);
  document.title = 'MedSAM2';
  $('welcome').hidden = true;
  $('transport').hidden = false;
  $('side').hidden = false;
  $('main').classList.add('working');
  $('case').textContent = describe(opened);
  changed('image', 'frame', 'view', 'window', 'objects', 'chosen', 'range', 'job', 'qca', 'playing');
  $('view').focus({preventScroll: true});
}

function describe(o) {
  const what = {cine: 'Cine', volume: 'Volume', picture: 'Picture'}[o.kind];
  const count = o.frames > 1 ? ', ' + o.frames + (o.kind === 'volume' ? ' slices' : ' frames') : '';
  return what + count + ', ' + o.width + ' x ' + o.height + (o.view ? ', ' + o.view : '') + (o.window.bits === 16 ? ', 16 bit' : '');
}

let under = false;

/** What is open stays until the other is there: a file that cannot be read costs no work. */
async function busy(text, work) {
  if (under) {
    say('An image is being opened. Wait for it first.', true);
    return;
  }
  under = true;
  say(text);
  $('drop').setAttribute('aria-busy', 'true');
  try {
    const opened = await work();
    const old = state.image?.id;
    stop();
    await shown(opened);
    if (old) ask('DELETE', '/sessions/' + old).catch(() => {});
    say('Open. Drag a box around ' + (state.image.kind === 'cine' ? 'a vessel segment, or press Space to play.' : 'an object.'));
  } catch (e) {
    complain(e);
    if (!state.image) welcome();
  } finally {
    under = false;
    $('drop').removeAttribute('aria-busy');
  }
}

export function openFiles(list) {
  const files = [...list];
  if (files.length === 1) {
    const name = encodeURIComponent(files[0].name.slice(-40));
    return busy('Sending the file.', () => json('POST', '/sessions?name=' + name, files[0]));
  }
  return files.length ? busy('Sending ' + files.length + ' files.', () => series(files)) : null;
}

/** Slices one by one, so that no request is large. */
async function series(files) {
  const {id} = await json('POST', '/sessions?series');
  try {
    for (const [i, file] of files.entries()) {
      await ask('PUT', '/sessions/' + id + '/files?name=' + encodeURIComponent(file.name.slice(-40)), file);
      if (i % 10 === 9) say('Sent ' + (i + 1) + ' of ' + files.length + ' files.');
    }
    return await json('POST', '/sessions/' + id + '/open');
  } catch (e) {
    ask('DELETE', '/sessions/' + id).catch(() => {});
    throw e;
  }
}

const openStored = (id) => busy('Opening.', () => json('POST', '/sessions?image=' + encodeURIComponent(id)));

export async function welcome() {
  stop();
  $('welcome').hidden = false;
  $('offered').hidden = !state.about?.images;
  $('archive').hidden = !state.about?.archive;
  if (state.about?.images) list(await json('GET', '/images'));
}

function list(images) {
  const filter = $('filter');
  const draw = () => {
    const wanted = filter.value.toLowerCase();
    const some = images.filter((i) => i.id.toLowerCase().includes(wanted)).slice(0, 200);
    $('images').replaceChildren(...some.map((i) =>
      make('li', {}, make('button', {onclick: () => openStored(i.id)}, i.id, make('span', {class: 'quiet'}, i.type.replace(/^\./, ''))))));
  };
  filter.oninput = draw;
  draw();
}

/** Goes on with what was open before the page was loaded again. */
export async function resume() {
  const id = sessionStorage.getItem(KEY);
  if (!id) return false;
  try {
    await shown(await json('GET', '/sessions/' + id));
    return true;
  } catch (e) {
    if (e instanceof Refused) sessionStorage.removeItem(KEY);
    return false;
  }
}

function gone() {
  unlisten();
  sessionStorage.removeItem(KEY);
  say('This image was closed after a time without use, or the server was started again. Open it again to go on.', true);
}

export function start() {
  $('file').onchange = (e) => {
    openFiles(e.target.files);
    e.target.value = '';
  };
  $('open').onclick = () => {
    if ($('welcome').hidden) welcome().then(() => $('file').focus()).catch(complain);
    else if (state.image) $('welcome').hidden = true;
    else $('file').click();
  };
  $('archive').onsubmit = (e) => {
    e.preventDefault();
    const uid = $('uid').value.trim();
    if (uid) busy('Fetching the series.', () => json('POST', '/sessions?archived=' + encodeURIComponent(uid)));
  };
  document.addEventListener('gone', gone);
  const over = (on) => (e) => {
    if (![...(e.dataTransfer?.types ?? [])].includes('Files')) return;
    e.preventDefault();
    document.body.classList.toggle('dragging', on);
  };
  document.addEventListener('dragover', over(true));
  document.addEventListener('dragleave', (e) => e.relatedTarget || over(false)(e));
  document.addEventListener('drop', (e) => {
    over(false)(e);
    if (e.dataTransfer?.files.length) openFiles(e.dataTransfer.files);
  });
}
