/** Which part of the page is shown, and for whom. */
import { Session } from './api.js';
import { Feed } from './feed.js';
import { canChoose, showAbout, showAvatar, showPeople, signIn } from './people.js';
import { Search } from './search.js';
import { nameOf } from './sounds.js';

const find = (id) => document.getElementById(id);
const parts = ['chooser', 'signin', 'dashboard'].map(find);
const connection = find('connection');
const STATES = {
  connecting: 'Connecting…',
  live: 'Live',
  waiting: 'Reconnecting…',
  offline: 'Offline',
  ended: 'Signed out',
};

let feed = null;
let search = null;
let choosing = false;
let visit = 0;

addEventListener('hashchange', open);
find('token-form').addEventListener('submit', openWithToken);
find('leave').addEventListener('click', (event) => {
  if (!location.hash) {
    event.preventDefault();
    open();
  }
});
begin();

async function begin() {
  try {
    choosing = await canChoose();
  } catch {
    choosing = true;
  }
  open();
}

/** Shows what the address says: `#user-7`, or else the choice. */
async function open() {
  const mine = visit += 1;
  close();
  const id = /^#user-([1-9]\d*)$/.exec(location.hash)?.[1];
  if (!choosing) {
    show('signin');
    return;
  }
  if (!id) {
    show('chooser');
    await showPeople();
    return;
  }
  try {
    const listed = await signIn(id);
    if (mine !== visit) {
      return;
    }
    if (listed) {
      openFeed(listed.session, listed.user);
      showAbout(find('owner-about'), listed);
      return;
    }
  } catch {
    // The choice says why.
  }
  location.hash = '';
}

function openWithToken(event) {
  event.preventDefault();
  const token = find('token').value.trim();
  find('token').value = '';
  find('token-error').hidden = true;
  const user = { urn: `soundcloud:users:${subject(token)}` };
  close();
  openFeed(new Session(token, null), user);
  find('owner-about').textContent = 'by access token';
}

function openFeed(session, user) {
  show('dashboard');
  find('owner-name').textContent = nameOf(user);
  showAvatar(find('owner-avatar'), user);
  document.title = `${nameOf(user)} · Fanfare`;
  find('main').focus({ preventScroll: true });
  scrollTo(0, 0);
  feed = new Feed(session, showConnection, refuse);
  feed.open();
  search = new Search(session, refuse, choosing);
  search.open();
}

function refuse(error) {
  close();
  if (choosing) {
    location.hash = '';
    return;
  }
  show('signin');
  const problem = find('token-error');
  problem.textContent = error.message;
  problem.hidden = false;
  find('token').focus();
}

function close() {
  feed?.close();
  feed = null;
  search?.close();
  search = null;
  connection.hidden = true;
  document.title = 'Fanfare';
}

function show(id) {
  parts.forEach((part) => { part.hidden = part.id !== id; });
}

function showConnection(state) {
  connection.hidden = false;
  connection.dataset.state = state;
  connection.textContent = STATES[state];
}

/** Whom a token names; the server alone decides whether that is true. */
function subject(token) {
  try {
    return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).sub ?? '?';
  } catch {
    return '?';
  }
}
