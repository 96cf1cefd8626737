/** A user's dashboard: pages of the feed, kept up to date by live updates. */
import { LiveUpdates } from './live.js';
import { createdAt, refreshTimes, soundArticle } from './sounds.js';

const PAGE = 20;
const REFRESH_TIMES = 15_000;
const SKELETONS = 6;

const find = (id) => document.getElementById(id);
const list = find('sounds');
const fresh = find('fresh');
const older = find('older');
const message = find('feed-message');
const announcer = find('announcer');
const heading = find('stream-title');

export class Feed {
  #session;
  #live;
  #onLost;
  #articles = new Map();
  #waiting = new Map();
  #next = null;
  #loading = null;
  #held = [];
  #failed = false;
  #ended = new AbortController();
  #observer;
  #timer;

  /**
   * `onState` receives the state of the connection, `onLost` the error that ended the session; `onChange` is called
   * after the dashboard may have changed.
   */
  constructor(session, onState, onLost, onChange) {
    this.#session = session;
    this.#onLost = onLost;
    this.#live = new LiveUpdates(session, {
      state: (name) => {
        onState(name);
        // Without live updates the feed can still be read.
        const hasNothing = this.#articles.size === 0 && !this.#loading && !this.#failed;
        if (name === 'waiting' && hasNothing) {
          this.#load(null);
        }
      },
      lost: onLost,
      ready: (data, resumed) => {
        if (!resumed) {
          this.#load(null);
        }
        onChange();
      },
      reload: () => {
        this.#load(null);
        onChange();
      },
      added: (item) => {
        this.#change(() => this.#add(item));
        onChange();
      },
      removed: ({ id }) => {
        this.#change(() => this.#remove(id));
        onChange();
      },
    });
  }

  open() {
    const { signal } = this.#ended;
    this.#showSkeletons();
    fresh.addEventListener('click', () => this.#showWaiting(true), { signal });
    older.addEventListener('click', () => this.#retry(true), { signal });
    list.addEventListener('keydown', (event) => this.#key(event), { signal });
    addEventListener('scroll', () => this.#atTop() && this.#showWaiting(false), { signal, passive: true });
    this.#observer = new IntersectionObserver(
      ([entry]) => entry.isIntersecting && !this.#failed && this.#older(false),
      { rootMargin: '800px' },
    );
    this.#observer.observe(older);
    this.#timer = setInterval(() => refreshTimes(list), REFRESH_TIMES);
    this.#live.start();
  }

  close() {
    this.#ended.abort();
    this.#live.stop();
    this.#observer.disconnect();
    clearInterval(this.#timer);
    this.#clear();
  }

  // ---- pages ----

  #retry(byUser) {
    if (this.#next) {
      this.#older(byUser);
    } else {
      this.#load(null);
    }
  }

  #older(byUser) {
    if (this.#next && !this.#loading) {
      this.#load(this.#next, byUser);
    }
  }

  /** Loads the newest page in place of the list, or an older page after it. */
  async #load(href, byUser = false) {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#failed = false;
    list.setAttribute('aria-busy', 'true');
    older.disabled = true;
    try {
      const query = href ? new URL(href).search : `?limit=${PAGE}`;
      const page = await this.#session.json(`me/feed${query}`, { signal: loading.signal });
      if (this.#loading === loading && !this.#ended.signal.aborted) {
        this.#show(page, href !== null, byUser);
      }
    } catch (error) {
      if (this.#loading === loading && !this.#ended.signal.aborted) {
        this.#fail(error);
      }
    }
  }

  #show(page, isOlder, byUser) {
    if (!isOlder) {
      this.#clear();
    }
    const before = list.lastElementChild;
    page.collection.forEach((item) => this.#append(item));
    this.#next = page.next_href ?? null;
    this.#loaded();
    if (isOlder && byUser) {
      (before?.nextElementSibling ?? list.lastElementChild)?.focus();
    }
    if (isOlder) {
      announce(`${count(page.collection.length, 'older sound')} loaded.`);
    }
    // The button may still be visible: then the observer reports no change.
    this.#observer.unobserve(older);
    this.#observer.observe(older);
  }

  #fail(error) {
    if (error.status === 401 || error.status === 403) {
      this.#onLost(error);
      return;
    }
    this.#failed = true;
    list.querySelectorAll('.skeleton').forEach((skeleton) => skeleton.remove());
    this.#loaded();
  }

  /** Changes that arrive while a page is loaded are applied after it: the page may not contain them yet. */
  #loaded() {
    this.#loading = null;
    list.setAttribute('aria-busy', 'false');
    older.disabled = false;
    this.#held.splice(0).forEach((change) => change());
    this.#showEnd();
  }

  #showEnd() {
    const isEmpty = this.#articles.size === 0 && this.#waiting.size === 0;
    older.hidden = !this.#next && !this.#failed;
    older.textContent = this.#failed ? 'Try again' : 'Show older sounds';
    message.className = 'message';
    message.hidden = false;
    if (this.#failed) {
      message.textContent = navigator.onLine
        ? 'The sounds could not be loaded.'
        : 'You are offline. The page continues when you are online again.';
      message.classList.add('failed');
    } else if (isEmpty) {
      message.textContent = 'Nothing here yet. New sounds of the people that this user follows appear here automatically.';
      message.classList.add('empty');
    } else if (this.#next) {
      message.hidden = true;
    } else {
      message.textContent = 'That is all: the dashboard begins here.';
    }
  }

  // ---- live updates ----

  #change(change) {
    if (this.#loading) {
      this.#held.push(change);
    } else {
      change();
      this.#showEnd();
    }
  }

  #add(item) {
    if (this.#articles.has(item.id) || this.#waiting.has(item.id)) {
      return;
    }
    const last = list.lastElementChild;
    if (this.#next && last && createdAt(item) < timeOf(last)) {
      return; // An older page will contain it.
    }
    if (this.#atTop()) {
      this.#insert(item);
      announce('A new sound has arrived.');
    } else {
      this.#waiting.set(item.id, item);
      this.#showFresh();
    }
  }

  #remove(id) {
    this.#waiting.delete(id);
    this.#showFresh();
    const article = this.#articles.get(id);
    if (article) {
      this.#articles.delete(id);
      if (article.contains(document.activeElement)) {
        (article.nextElementSibling ?? article.previousElementSibling ?? heading).focus();
      }
      article.remove();
    }
  }

  /** Adds the waiting items to the list; a user who has scrolled down gets them only on request. */
  #showWaiting(byUser) {
    if (this.#waiting.size === 0 || this.#loading) {
      return;
    }
    const items = [...this.#waiting.values()];
    this.#waiting.clear();
    items.forEach((item) => this.#insert(item));
    this.#showFresh();
    announce(`${count(items.length, 'new sound')} shown.`);
    if (byUser) {
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      scrollTo({ top: 0, behavior: calm ? 'instant' : 'smooth' });
      list.firstElementChild?.focus({ preventScroll: true });
    }
  }

  #showFresh() {
    const number = this.#waiting.size;
    fresh.hidden = number === 0;
    const words = number ? count(number, 'new sound') : '';
    if (number && fresh.textContent !== words) {
      announce(`${words}.`);
    }
    fresh.textContent = words;
  }

  // ---- the list ----

  #append(item) {
    this.#waiting.delete(item.id);
    if (!this.#articles.has(item.id)) {
      const article = this.#article(item);
      list.append(article);
      this.#number();
    }
  }

  #insert(item) {
    const article = this.#article(item);
    article.classList.add('arrived');
    const time = createdAt(item);
    const next = [...list.children].find((other) => timeOf(other) <= time);
    list.insertBefore(article, next ?? null);
    this.#number();
  }

  #article(item) {
    const article = soundArticle(item);
    this.#articles.set(item.id, article);
    return article;
  }

  #number() {
    [...list.children].forEach((article, index) => {
      article.setAttribute('aria-posinset', index + 1);
      article.setAttribute('aria-setsize', -1);
    });
  }

  /** The keys of a feed, by the ARIA authoring practices. */
  #key(event) {
    const article = event.target.closest('article');
    const step = { PageDown: 'nextElementSibling', PageUp: 'previousElementSibling' }[event.key];
    if (article && step) {
      event.preventDefault();
      article[step]?.focus();
      if (step === 'nextElementSibling' && !article[step]) {
        this.#older(true);
      }
    }
  }

  #showSkeletons() {
    this.#clear();
    message.hidden = true;
    for (let i = 0; i < SKELETONS; i += 1) {
      const skeleton = document.createElement('div');
      skeleton.className = 'skeleton';
      skeleton.setAttribute('aria-hidden', 'true');
      list.append(skeleton);
    }
  }

  #clear() {
    list.replaceChildren();
    this.#articles.clear();
    this.#waiting.clear();
    this.#next = null;
    older.hidden = true;
    fresh.hidden = true;
  }

  #atTop() {
    return scrollY < 80;
  }
}

function timeOf(article) {
  const time = article.querySelector('time');
  return time ? Date.parse(time.dateTime) : -Infinity;
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function announce(words) {
  announcer.textContent = words;
}
