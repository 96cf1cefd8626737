/** The local sign-in: a choice of users. */
import { ApiError, Session, getJson } from './api.js';
import { personItem } from './person.js';
import { idOf, line, placeOf } from './sounds.js';

const PAUSE_IN_TYPING = 180;

const list = document.getElementById('people');
const count = document.getElementById('people-count');
const search = document.getElementById('search');
const input = document.getElementById('name');

let request = new AbortController();
let timer;

search.addEventListener('submit', (event) => {
  event.preventDefault();
  list.querySelector('a')?.focus();
});
input.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(showPeople, PAUSE_IN_TYPING);
});

/** Whether this server has a local sign-in. */
export async function canChoose() {
  try {
    await people('');
    return true;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) {
      return false;
    }
    throw error;
  }
}

/** Shows the users that the search finds. */
export async function showPeople() {
  request.abort();
  request = new AbortController();
  const text = input.value.trim();
  list.setAttribute('aria-busy', 'true');
  try {
    const { collection } = await people(text, request.signal);
    list.replaceChildren(...collection.map(person));
    count.textContent = summary(text, collection.length);
  } catch (error) {
    if (error.name === 'AbortError') {
      return;
    }
    list.replaceChildren();
    count.textContent = `${error.message} Type again to retry.`;
  }
  list.setAttribute('aria-busy', 'false');
}

/** A user with a session; null if no user has this id. */
export async function signIn(id) {
  const { collection } = await people(id);
  const listed = collection.find(({ user }) => idOf(user.urn) === id);
  if (!listed) {
    return null;
  }
  const renew = async () => (await getJson(`local-sign-in/users/${id}/token`)).access_token;
  return { ...listed, session: new Session(null, renew) };
}

export function showAbout(element, { user, followings_count: followings }) {
  line(element, [[`follows ${followings.toLocaleString('en')}`], placeOf(user)]);
}

function people(text, signal) {
  return getJson(`local-sign-in/users?${new URLSearchParams({ q: text })}`, { signal });
}

function person(listed) {
  const item = personItem(listed.user, `#user-${idOf(listed.user.urn)}`);
  showAbout(item.querySelector('.person-about'), listed);
  return item;
}

function summary(text, found) {
  if (text) {
    return found ? '' : 'No users found. Search for the beginning of a name, or for a whole id.';
  }
  return found ? '' : 'There are no users yet. They appear here as soon as the application has created some.';
}
