// Dialogs: one at a time, closed by Escape.
import {state, make, $} from './state.js';
import {json, inSession, complain} from './api.js';

export function dialog(title, ...content) {
  $('dialogTitle').textContent = title;
  $('dialogBody').replaceChildren(...content);
  if (!$('dialog').open) $('dialog').showModal();
  $('closeDialog').focus();
}

/** The model, its licence, the image, and the receipt of what is shown. */
export async function about() {
  const a = state.about;
  const content = [
    make('p', {}, make('b', {}, a.notice)),
    make('h3', {}, 'Model'), make('p', {}, a.model + ', server ' + a.version), make('p', {}, a.licence)];
  if (state.image?.lines.length) content.push(make('h3', {}, 'Image'), ...state.image.lines.map((l) => make('p', {}, l)));
  const receipt = make('pre', {id: 'receipt', tabindex: '0', 'aria-label': 'Receipt'}, state.image ? 'Reading the weights once.' : '');
  if (state.image) content.push(make('h3', {}, 'Receipt of what is shown'), receipt);
  if (a.card) content.push(make('h3', {}, 'Card of the model'), make('pre', {tabindex: '0', 'aria-label': 'Card of the model'}, a.card));
  content.push(make('h3', {}, 'Curves'), make('p', {}, 'Drawn by uPlot 1.6.32, MIT licence, Leon Sorokin.'));
  dialog('About', ...content);
  if (state.image) {
    try {
      receipt.textContent = JSON.stringify(await json('GET', inSession('/receipt')), null, 1);
    } catch (e) {
      receipt.textContent = '';
      complain(e);
    }
  }
}

/** Asks for the token where the address did not bring it. */
export function askToken() {
  return new Promise((done) => {
    const input = make('input', {id: 'token', type: 'password', autocomplete: 'off', 'aria-label': 'Token'});
    const form = make('form', {onsubmit: (e) => {
      e.preventDefault();
      $('dialog').close();
      done(input.value.trim());
    }}, make('p', {}, 'This server asks for the token that it printed when it was started.'), input, ' ', make('button', {}, 'Go on'));
    dialog('Token', form);
    input.focus();
  });
}

export function start() {
  $('about').onclick = about;
  $('closeDialog').onclick = () => $('dialog').close();
}
