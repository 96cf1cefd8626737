/** Search: a text field in the bar, and results in the place of the dashboard. */
import { PagedList } from './paged-list.js';
import { Suggestions } from './suggest.js';

const PAGE = 20;
const SUGGESTIONS = 8;

/** The path that finds each kind of suggestion. */
const PATHS = { track: 'tracks', playlist: 'playlists', user: 'users' };
const NOTHING = { tracks: 'No tracks found.', playlists: 'No playlists found.', users: 'No people found.' };

const find = (id) => document.getElementById(id);
const form = find('finder');
const input = find('query');
const results = find('results');
const stream = find('stream');
const heading = find('results-title');
const announcer = find('announcer');
const kinds = [...document.querySelectorAll('#kinds button')];

export class Search {
  #session;
  #list;
  #suggestions;
  #text = '';
  #path = 'tracks';
  #ended = new AbortController();

  /** `onLost` receives the error that ended the session. */
  constructor(session, onLost) {
    this.#session = session;
    this.#list = new PagedList(
      (path, options) => session.json(path, options),
      (error) => this.#failed(error, onLost),
    );
    this.#suggestions = new Suggestions(input, find('suggestions'), {
      suggest: (text, signal) => this.#suggest(text, signal),
      chosen: (item) => this.#search(item.text, PATHS[item.kind]),
      counted: (number) => announce(number ? `${number} suggestions.` : 'No suggestions.'),
    });
  }

  open() {
    const { signal } = this.#ended;
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#suggestions.hide();
      this.#search(input.value.trim(), this.#path);
    }, { signal });
    kinds.forEach((button) => {
      button.addEventListener('click', () => this.#search(this.#text, button.dataset.path), { signal });
    });
    find('results-close').addEventListener('click', () => {
      this.#leave();
      input.focus();
    }, { signal });
    this.#suggestions.open();
  }

  close() {
    this.#ended.abort();
    this.#suggestions.close();
    this.#list.close();
    this.#leave();
    form.hidden = true;
    input.value = '';
  }

  async #suggest(text, signal) {
    const query = new URLSearchParams({ q: short(text), limit: SUGGESTIONS });
    const { collection } = await this.#session.json(`search/suggest?${query}`, { signal });
    return collection;
  }

  #search(text, path) {
    this.#text = text;
    this.#path = path;
    if (!text) {
      this.#leave();
      return;
    }
    kinds.forEach((button) => button.setAttribute('aria-pressed', button.dataset.path === path));
    heading.firstElementChild.textContent = text;
    stream.hidden = true;
    results.hidden = false;
    scrollTo(0, 0);
    const query = new URLSearchParams({ q: short(text), limit: PAGE, linked_partitioning: true });
    this.#list.open(path, `?${query}`, NOTHING[path]);
  }

  /** Returns to the dashboard. */
  #leave() {
    this.#list.stop();
    results.hidden = true;
    stream.hidden = false;
  }

  #failed(error, onLost) {
    if (error.status === 401 || error.status === 403) {
      onLost(error);
      return true;
    }
    if (error.status === 410) {
      // The state of these pages has expired: start the search again.
      this.#search(this.#text, this.#path);
      return true;
    }
    return false;
  }
}

/** As many characters as the server searches for. */
function short(text) {
  return [...text].slice(0, 200).join('');
}

function announce(words) {
  announcer.textContent = words;
}
