/** Who looks at a page: a choice of users, or a token, and then what the page shows to them. */
import { Session } from './api.js';
import { canChoose, showAbout, showAvatar, showPeople, signIn } from './people.js';
import { nameOf } from './sounds.js';

const find = (id) => document.getElementById(id);

export class Visits {
  #page;
  #parts;
  #title = document.title;
  #choosing = false;
  #visit = 0;

  /**
   * `part` is the id of what is shown to whoever is signed in; `page` has `open(session, choosing)`,
   * which is told whether users may be chosen, and `close()`.
   */
  constructor(part, page) {
    this.#page = page;
    this.#parts = ['chooser', 'signin', part].map(find);
  }

  async begin() {
    addEventListener('hashchange', () => this.#open());
    find('token-form').addEventListener('submit', (event) => this.#openWithToken(event));
    find('leave').addEventListener('click', (event) => {
      if (!location.hash) {
        event.preventDefault();
        this.#open();
      }
    });
    try {
      this.#choosing = await canChoose();
    } catch {
      this.#choosing = true;
    }
    this.#open();
  }

  /** The session is no good any more. */
  refuse(error) {
    this.#close();
    if (this.#choosing) {
      location.hash = '';
      return;
    }
    this.#show('signin');
    const problem = find('token-error');
    problem.textContent = error.message;
    problem.hidden = false;
    find('token').focus();
  }

  /** Shows what the address says: `#user-7`, or else the choice. */
  async #open() {
    const mine = this.#visit += 1;
    this.#close();
    const id = /^#user-([1-9]\d*)$/.exec(location.hash)?.[1];
    if (!this.#choosing) {
      this.#show('signin');
      return;
    }
    if (!id) {
      this.#show('chooser');
      await showPeople();
      return;
    }
    try {
      const listed = await signIn(id);
      if (mine !== this.#visit) {
        return;
      }
      if (listed) {
        this.#welcome(listed.session, listed.user);
        showAbout(find('owner-about'), listed);
        return;
      }
    } catch {
      // The choice says why.
    }
    location.hash = '';
  }

  #openWithToken(event) {
    event.preventDefault();
    const token = find('token').value.trim();
    find('token').value = '';
    find('token-error').hidden = true;
    this.#close();
    this.#welcome(new Session(token, null), { urn: `soundcloud:users:${subject(token)}` });
    find('owner-about').textContent = 'by access token';
  }

  #welcome(session, user) {
    this.#show(this.#parts[2].id);
    find('owner-name').textContent = nameOf(user);
    showAvatar(find('owner-avatar'), user);
    document.title = `${nameOf(user)} · ${this.#title}`;
    // Whoever was chosen stays chosen on the other page; a token stays here.
    find('other-page').hash = location.hash;
    find('main').focus({ preventScroll: true });
    scrollTo(0, 0);
    this.#page.open(session, this.#choosing);
  }

  #close() {
    this.#page.close();
    document.title = this.#title;
  }

  #show(id) {
    this.#parts.forEach((part) => { part.hidden = part.id !== id; });
  }
}

/** Whom a token names; the server alone decides whether that is true. */
function subject(token) {
  try {
    return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).sub ?? '?';
  } catch {
    return '?';
  }
}
