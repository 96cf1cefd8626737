/** The code with which other sites embed a sound: read when somebody opens it. */
import { getJson } from './api.js';

const find = (id) => document.getElementById(id);
const place = find('embed');
const code = find('embed-code');
const copy = find('embed-copy');
const message = find('embed-message');

export function offerEmbed(urn) {
  place.hidden = false;
  place.addEventListener('toggle', () => place.open && !code.value && load(urn));
  code.addEventListener('focus', () => code.select());
  copy.addEventListener('click', copyCode);
}

async function load(urn) {
  message.textContent = 'Loading…';
  try {
    code.value = (await getJson(`oembed?${new URLSearchParams({ url: urn })}`)).html;
    message.textContent = '';
    copy.disabled = false;
  } catch (error) {
    message.textContent = `${error.message} Close and open this to try again.`;
  }
}

async function copyCode() {
  try {
    await navigator.clipboard.writeText(code.value);
    message.textContent = 'Copied.';
  } catch {
    code.focus();
    message.textContent = 'This browser does not allow copying: copy the selected text yourself.';
  }
}
