// The server's calls. A refusal is a sentence that says what to do.
import {state, changed, say} from './state.js';

const ROOT = 'api/v1';

export class Refused extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

async function refused(answer) {
  let text = 'The server answered ' + answer.status + '.';
  try {
    text = (await answer.json()).detail ?? text;
  } catch {
    // no JSON: the status says enough
  }
  return new Refused(answer.status, text);
}

/** Asks; the answer is returned as it came. */
export async function ask(method, path, body, options = {}) {
  let answer;
  try {
    const json = body != null && !(body instanceof Blob);
    answer = await fetch(ROOT + path, {
      method,
      body: json ? JSON.stringify(body) : body,
      headers: json ? {'Content-Type': 'application/json'} : {},
      credentials: 'same-origin',
      ...options,
    });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Refused(0, 'The server does not answer. Is it still running?');
  }
  if (!answer.ok) throw await refused(answer);
  return answer;
}

export const json = async (method, path, body) => (await ask(method, path, body)).json();
export const inSession = (path = '') => '/sessions/' + state.image.id + path;

/**
 * Asks of the image that is open. What comes when another is open by then is nobody's: neither the
 * answer, which would be shown on the wrong image, nor a refusal.
 */
export async function here(method, path, body) {
  const image = state.image;
  const left = () => state.image !== image;
  let answer;
  try {
    answer = await json(method, inSession(path), body);
  } catch (e) {
    throw left() ? new DOMException('another image', 'AbortError') : e;
  }
  if (left()) throw new DOMException('another image', 'AbortError');
  return answer;
}

let last = Promise.resolve();

/**
 * Steps of the user, one after the other: the next is asked when the one before is answered. What
 * comes of it is whether it was done; what was refused has been said.
 */
export function step(what) {
  state.pending++;
  changed('pending');
  last = last.then(what).then(() => true, (e) => {
    complain(e);
    return false;
  }).finally(() => {
    state.pending--;
    changed('pending');
  });
  return last;
}

export function complain(e) {
  if (e instanceof Refused) {
    say(sentence(e.message), true);
    if (e.status === 410) document.dispatchEvent(new Event('gone'));
  } else if (e.name !== 'AbortError') {
    say('Something went wrong on this page: ' + e.message, true);
    console.error(e);
  }
}

/** "where: expected a, found b; do c" is for programs; people get what to do first. */
export function sentence(text) {
  const parts = /^(.*?): expected (.*), found (.*?)(?:; (.*))?$/s.exec(text);
  if (!parts) return text;
  const [, where, expected, found, fix] = parts;
  const big = (s) => s.charAt(0).toUpperCase() + s.slice(1);
  return big(where) + ': ' + found + ' instead of ' + expected + '.' + (fix ? ' ' + big(fix) + '.' : '');
}
