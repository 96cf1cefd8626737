/** The sign-in of a page: by a choice of users, or by a token. Then the page shows its content. */
import './skip.js';
import { Session } from './api.js';
import { showLink } from './links.js';
import { canChoose, showAbout, showPeople, signIn } from './people.js';
import { showAvatar } from './person.js';
import { nameOf } from './sounds.js';

const find = (id) => document.getElementById(id);

export class Visits {
  #page;
  #parts;
  #title = document.title;
  #canChoose = false;
  #visit = 0;

  /**
   * `part` is the id of the element that is shown after the sign-in; `page` has
   * `open(session)` and `close()`.
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
      this.#canChoose = await canChoose();
    } catch {
      this.#canChoose = true;
    }
    this.#open();
  }

  /** Ends a session that the server no longer accepts. */
  signOut(error) {
    this.#close();
    if (this.#canChoose) {
      location.hash = '';
      return;
    }
    this.#show('signin');
    const problem = find('token-error');
    problem.textContent = error.message;
    problem.hidden = false;
    find('token').focus();
  }

  /** Shows the user in the address, `#user-7`, or the choice of users if there is none. */
  async #open() {
    const mine = this.#visit += 1;
    this.#close();
    const id = /^#user-(-?\d+)$/.exec(location.hash)?.[1];
    if (!this.#canChoose) {
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
        this.#enter(listed.session, listed.user);
        showAbout(find('owner-about'), listed);
        return;
      }
    } catch {
      // The choice of users shows the reason.
    }
    location.hash = '';
  }

  #openWithToken(event) {
    event.preventDefault();
    const token = find('token').value.trim();
    find('token').value = '';
    find('token-error').hidden = true;
    this.#close();
    this.#enter(new Session(token, null), { urn: `soundcloud:users:${subject(token)}` });
    find('owner-about').textContent = 'by access token';
  }

  #enter(session, user) {
    this.#show(this.#parts[2].id);
    showLink(find('owner-name'), user.urn, nameOf(user));
    showAvatar(find('owner-avatar'), user);
    document.title = `${nameOf(user)} · ${this.#title}`;
    // A chosen user stays chosen on the other page; a token stays on this one.
    find('other-page').hash = location.hash;
    find('main').focus({ preventScroll: true });
    scrollTo(0, 0);
    this.#page.open(session);
  }

  #close() {
    this.#page.close();
    document.title = this.#title;
  }

  #show(id) {
    this.#parts.forEach((part) => { part.hidden = part.id !== id; });
  }
}

/** The user that a token names; only the server verifies it. */
function subject(token) {
  try {
    return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).sub ?? '?';
  } catch {
    return '?';
  }
}
