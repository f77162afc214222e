// The page begins.
import {state, say, $} from './state.js';
import {json, complain} from './api.js';
import * as viewer from './viewer.js';
import * as pointer from './pointer.js';
import * as cine from './cine.js';
import * as strip from './strip.js';
import * as objects from './objects.js';
import * as track from './track.js';
import * as qca from './qca.js';
import * as exporting from './exports.js';
import * as opening from './opening.js';
import * as keys from './keys.js';
import * as dialogs from './dialogs.js';
import * as frames from './frames.js';
import {on} from './state.js';

/** The token of the address becomes a cookie and leaves the address. */
async function enter() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    history.replaceState(null, '', location.pathname);
    await json('POST', '/login', {token: given});
  }
  for (;;) {
    try {
      return await json('GET', '/about');
    } catch (e) {
      if (e.status !== 401) throw e;
      const token = await dialogs.askToken();
      await json('POST', '/login', {token}).catch(complain);
    }
  }
}

for (const part of [viewer, pointer, cine, strip, objects, track, qca, exporting, opening, keys, dialogs]) part.start();
on('loaded', frames.want);

try {
  state.about = await enter();
  $('notice').textContent = state.about.notice;
  if (!(await opening.resume())) await opening.welcome();
  document.body.dataset.ready = 'true';
} catch (e) {
  complain(e);
  say('The page could not begin: ' + e.message, true);
}
