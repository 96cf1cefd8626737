/** The local sign-in: whose dashboard to look at. */
import { ApiError, Session, ask } from './api.js';
import { idOf, initial, line, nameOf, paint, placeOf } from './sounds.js';

const PAUSE_IN_TYPING = 180;

const template = document.getElementById('person');
const list = document.getElementById('people');
const count = document.getElementById('people-count');
const search = document.getElementById('search');
const input = document.getElementById('name');

let asked = new AbortController();
let timer;

search.addEventListener('submit', (event) => {
  event.preventDefault();
  list.querySelector('a')?.focus();
});
input.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(showPeople, PAUSE_IN_TYPING);
});

/** Whether this server lets us choose. */
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

/** Shows those whom the search finds. */
export async function showPeople() {
  asked.abort();
  asked = new AbortController();
  const text = input.value.trim();
  list.setAttribute('aria-busy', 'true');
  try {
    const { collection } = await people(text, asked.signal);
    list.replaceChildren(...collection.map(person));
    count.textContent = summary(text, collection.length);
  } catch (error) {
    if (error.name === 'AbortError') {
      return;
    }
    list.replaceChildren();
    count.textContent = `${error.message} Type again to repeat.`;
  }
  list.setAttribute('aria-busy', 'false');
}

/** Somebody's name and session; null if there is nobody of that id. */
export async function signIn(id) {
  const { collection } = await people(id);
  const listed = collection.find(({ user }) => idOf(user.urn) === id);
  if (!listed) {
    return null;
  }
  const renew = async () => (await ask(`local-sign-in/users/${id}/token`)).access_token;
  return { ...listed, session: new Session(null, renew) };
}

export function showAvatar(element, user) {
  paint(element, user.urn);
  element.textContent = initial(nameOf(user));
}

export function showAbout(element, { user, followings_count: followings }) {
  line(element, [[`follows ${followings.toLocaleString('en')}`], placeOf(user)]);
}

function people(text, signal) {
  return ask(`local-sign-in/users?${new URLSearchParams({ q: text })}`, { signal });
}

function person(listed) {
  const item = template.content.firstElementChild.cloneNode(true);
  const { user } = listed;
  item.querySelector('a').href = `#user-${idOf(user.urn)}`;
  item.querySelector('.person-name').textContent = nameOf(user);
  showAbout(item.querySelector('.person-about'), listed);
  showAvatar(item.querySelector('.avatar'), user);
  return item;
}

function summary(text, found) {
  if (text) {
    return found ? '' : 'Nobody found. A name is found by its beginning, an id as a whole.';
  }
  return found ? '' : 'There are no users yet. They show here as soon as the application has made some.';
}
