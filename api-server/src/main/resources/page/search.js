/** Search: a text field in the bar, and results in the place of the dashboard. */
import { showAvatar } from './people.js';
import { foundArticle, idOf, line, nameOf, placeOf, refreshTimes } from './sounds.js';
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
const message = find('results-message');
const sounds = find('found');
const people = find('found-people');
const more = find('more');
const announcer = find('announcer');
const kinds = [...document.querySelectorAll('#kinds button')];
const personTemplate = find('person');

export class Search {
  #session;
  #onLost;
  #canOpen;
  #suggestions;
  #text = '';
  #path = 'tracks';
  #next = null;
  #loading = new AbortController();
  #ended = new AbortController();

  /** `onLost` receives the error that ended the session; `canOpen`: whether users can be chosen. */
  constructor(session, onLost, canOpen) {
    this.#session = session;
    this.#onLost = onLost;
    this.#canOpen = canOpen;
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
    more.addEventListener('click', () => this.#load(true), { signal });
    find('results-close').addEventListener('click', () => {
      this.#leave();
      input.focus();
    }, { signal });
    this.#suggestions.open();
  }

  close() {
    this.#ended.abort();
    this.#suggestions.close();
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
    this.#next = null;
    if (!text) {
      this.#leave();
      return;
    }
    kinds.forEach((button) => button.setAttribute('aria-pressed', button.dataset.path === path));
    heading.firstElementChild.textContent = text;
    sounds.replaceChildren();
    people.replaceChildren();
    stream.hidden = true;
    results.hidden = false;
    scrollTo(0, 0);
    this.#load(false);
  }

  /** Returns to the dashboard. */
  #leave() {
    this.#loading.abort();
    results.hidden = true;
    stream.hidden = false;
  }

  async #load(isNext) {
    this.#loading.abort();
    const loading = new AbortController();
    this.#loading = loading;
    more.disabled = true;
    message.className = 'count';
    message.textContent = isNext ? '' : 'Searching…';
    const query = isNext && this.#next
      ? new URL(this.#next).search
      : `?${new URLSearchParams({ q: short(this.#text), limit: PAGE, linked_partitioning: true })}`;
    try {
      const page = await this.#session.json(this.#path + query, { signal: loading.signal });
      if (!loading.signal.aborted) {
        this.#show(page, isNext);
      }
    } catch (error) {
      if (!loading.signal.aborted) {
        this.#fail(error);
      }
    }
  }

  #show(page, isNext) {
    const list = this.#path === 'users' ? people : sounds;
    const before = list.lastElementChild;
    list.append(...page.collection.map((found) => this.#element(found)));
    refreshTimes(sounds);
    this.#next = page.next_href ?? null;
    this.#showEnd();
    message.textContent = list.childElementCount || this.#next ? '' : NOTHING[this.#path];
    announce(message.textContent || `${page.collection.length} found.`);
    if (isNext) {
      const first = before?.nextElementSibling ?? list.lastElementChild;
      (first?.querySelector('a') ?? first)?.focus();
    }
  }

  #fail(error) {
    if (error.status === 401 || error.status === 403) {
      this.#onLost(error);
      return;
    }
    if (error.status === 410) {
      // The state of these pages has expired: start the search again.
      this.#search(this.#text, this.#path);
      return;
    }
    message.className = 'count error';
    message.textContent = error.message;
    this.#showEnd(true);
  }

  #showEnd(failed = false) {
    more.disabled = false;
    more.hidden = !this.#next && !failed;
    more.textContent = failed ? 'Try again' : 'Show more';
  }

  #element(found) {
    return found.kind === 'user' ? this.#person(found) : foundArticle(found);
  }

  #person(user) {
    const item = personTemplate.content.firstElementChild.cloneNode(true);
    if (this.#canOpen) {
      item.querySelector('a').href = `#user-${idOf(user.urn)}`;
    }
    item.querySelector('.person-name').textContent = nameOf(user);
    line(item.querySelector('.person-about'), [
      user.full_name && user.full_name !== user.username ? [user.full_name] : [],
      placeOf(user),
    ]);
    showAvatar(item.querySelector('.avatar'), user);
    return item;
  }
}

/** As many characters as the server searches for. */
function short(text) {
  return [...text].slice(0, 200).join('');
}

function announce(words) {
  announcer.textContent = words;
}
