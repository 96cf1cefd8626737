/** A list of the API, page by page: of sounds, people or comments. */
import { commentItem } from './comments.js';
import { pageOf } from './links.js';
import { personItem } from './person.js';
import { foundArticle, refreshTimes } from './sounds.js';

const find = (id) => document.getElementById(id);
const sounds = find('found');
const people = find('found-people');
const comments = find('found-comments');
const message = find('results-message');
const more = find('more');
const announcer = find('announcer');

export class PagedList {
  #read;
  #failed;
  #path = '';
  #query = '';
  #nothing = '';
  #next = null;
  #loading = new AbortController();
  #ended = new AbortController();

  /** `read(path, options)` returns JSON; `failed(error)` returns whether it has dealt with an error. */
  constructor(read, failed) {
    this.#read = read;
    this.#failed = failed;
    more.addEventListener('click', () => this.#load(true), { signal: this.#ended.signal });
  }

  /** Shows another list from its first page; `nothing` is written if it is empty. */
  open(path, query, nothing) {
    this.#path = path;
    this.#query = query;
    this.#nothing = nothing;
    this.#next = null;
    [sounds, people, comments].forEach((place) => place?.replaceChildren());
    more.hidden = true;
    this.#load(false);
  }

  /** Ends what is being loaded; the list can be opened again. */
  stop() {
    this.#loading.abort();
  }

  close() {
    this.stop();
    this.#ended.abort();
  }

  async #load(byUser) {
    this.#loading.abort();
    const loading = new AbortController();
    this.#loading = loading;
    more.disabled = true;
    message.className = 'count';
    message.textContent = this.#next ? '' : 'Loading…';
    const query = this.#next ? new URL(this.#next).search : this.#query;
    try {
      const page = await this.#read(this.#path + query, { signal: loading.signal });
      if (!loading.signal.aborted) {
        this.#show(page, byUser);
      }
    } catch (error) {
      if (!loading.signal.aborted && !this.#failed(error)) {
        message.className = 'count error';
        message.textContent = error.message;
        this.#showEnd('Try again');
      }
    }
  }

  #show(page, byUser) {
    const added = page.collection.map((found) => add(found));
    refreshTimes(sounds);
    this.#next = page.next_href ?? null;
    this.#showEnd(this.#next ? 'Show more' : null);
    const isEmpty = [sounds, people, comments].every((place) => !place?.childElementCount);
    message.textContent = isEmpty && !this.#next ? this.#nothing : '';
    announcer.textContent = message.textContent || `${added.length} found.`;
    if (byUser) {
      focus(added[0] ?? more);
    }
  }

  #showEnd(label) {
    more.disabled = false;
    more.hidden = label === null;
    more.textContent = label ?? '';
  }
}

function add(found) {
  switch (found.kind) {
    case 'user':
      return people.appendChild(personItem(found, pageOf(found.urn)));
    case 'comment':
      return comments.appendChild(commentItem(found));
    default:
      return sounds.appendChild(foundArticle(found));
  }
}

function focus(element) {
  (element.tabIndex >= 0 ? element : element.querySelector('a')).focus();
}
