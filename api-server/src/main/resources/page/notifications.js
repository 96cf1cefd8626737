/** The bell in the bar: how much is unread, and a panel that lists it. */
import { newLink } from './links.js';
import { PushSwitch } from './push.js';
import { idOf, nameOf, paint, refreshTimes, showTime } from './sounds.js';

const PAGE = 20;
const NAMES = 3;

/** Several changes within this time are one request. */
const PAUSE = 400;

const find = (id) => document.getElementById(id);
const bell = find('bell');
const badge = find('bell-count');
const panel = find('notifications');
const list = find('notification-list');
const group = find('notifications-group');
const message = find('notifications-message');
const older = find('notifications-older');
const template = find('notification');

export class Notifications {
  #session;
  #onLost;
  #push;
  #next = null;
  #request = new AbortController();
  #timer;

  /** Of the newest request that counts: the answer to an older one may come later. */
  #turn = 0;
  #ended = new AbortController();

  /** `onLost` receives the error that ended the session. */
  constructor(session, onLost) {
    this.#session = session;
    this.#onLost = onLost;
    this.#push = new PushSwitch(session);
  }

  open() {
    const { signal } = this.#ended;
    bell.hidden = false;
    bell.addEventListener('click', () => this.#toggle(), { signal });
    group.addEventListener('change', () => this.#load(null), { signal });
    older.addEventListener('click', () => this.#load(this.#next), { signal });
    document.addEventListener('keydown', (event) => this.#key(event), { signal });
    document.addEventListener('pointerdown', (event) => this.#leave(event), { signal });
    document.addEventListener('visibilitychange', () => document.hidden || this.changed(), { signal });
    this.#count();
    this.#push.open();
  }

  close() {
    this.#ended.abort();
    this.#request.abort();
    clearTimeout(this.#timer);
    this.#push.close();
    this.#show(false);
    bell.hidden = true;
    badge.hidden = true;
    list.replaceChildren();
  }

  /** The dashboard has changed, and with it what there is to notify of. */
  changed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // A list that was continued stays as it is: its reader would lose the place.
      if (panel.hidden || list.children.length > PAGE) {
        this.#count();
      } else {
        this.#load(null);
      }
    }, PAUSE);
  }

  // ---- the panel ----

  #toggle() {
    this.#show(panel.hidden);
    if (!panel.hidden) {
      panel.focus();
      this.#load(null);
    }
  }

  #show(isOpen) {
    panel.hidden = !isOpen;
    bell.setAttribute('aria-expanded', isOpen);
  }

  #key(event) {
    if (event.key === 'Escape' && !panel.hidden) {
      this.#show(false);
      bell.focus();
    }
  }

  #leave(event) {
    if (!panel.contains(event.target) && !bell.contains(event.target)) {
      this.#show(false);
    }
  }

  // ---- requests ----

  async #count() {
    const turn = ++this.#turn;
    try {
      const page = await this.#session.json('me/notifications?limit=1', { signal: this.#ended.signal });
      if (turn === this.#turn) {
        this.#showCount(page);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Loads the newest page in place of the list, or an older page after it. */
  async #load(href) {
    this.#request.abort();
    const request = new AbortController();
    this.#request = request;
    older.disabled = true;
    panel.setAttribute('aria-busy', 'true');
    try {
      const query = href ? new URL(href).search : `?limit=${PAGE}&group=${group.checked}`;
      const page = await this.#session.json(`me/notifications${query}`, { signal: request.signal });
      if (request !== this.#request || request.signal.aborted) {
        return;
      }
      this.#showPage(page, href !== null);
      if (!href) {
        await this.#markSeen(page);
      }
    } catch (error) {
      if (request === this.#request) {
        this.#fail(error);
      }
    } finally {
      if (request === this.#request) {
        older.disabled = false;
        panel.setAttribute('aria-busy', 'false');
      }
    }
  }

  async #markSeen(page) {
    const newest = page.collection[0];
    if (!newest?.unread || panel.hidden || document.hidden) {
      return;
    }
    const response = await this.#session.fetch('me/notifications/seen', {
      method: 'POST',
      body: JSON.stringify({ until: newest.activity_time }),
    });
    if (response.ok) {
      await this.#count();
    }
  }

  #fail(error) {
    if (error.name === 'AbortError' || this.#ended.signal.aborted) {
      return;
    }
    if (error.status === 401 || error.status === 403) {
      this.#onLost(error);
      return;
    }
    message.hidden = false;
    message.textContent = error.message;
  }

  // ---- what is shown ----

  #showPage(page, isOlder) {
    if (!isOlder) {
      list.replaceChildren();
    }
    list.append(...page.collection.map(notificationItem));
    refreshTimes(list);
    this.#next = page.next_href ?? null;
    older.hidden = !this.#next;
    message.hidden = list.children.length > 0;
    this.#turn++;
    message.textContent = 'Nothing yet. What the people you follow do from now on appears here.';
    this.#showCount(page);
  }

  #showCount(page) {
    const number = page.unread_count;
    const words = `${number}${page.unread_count_is_at_least ? '+' : ''}`;
    badge.hidden = number === 0;
    badge.textContent = words;
    bell.setAttribute('aria-label', number === 0 ? 'Notifications' : `Notifications, ${words} unread`);
  }
}

function notificationItem(notification) {
  const item = template.content.firstElementChild.cloneNode(true);
  const { origin, actors } = notification;
  item.classList.toggle('unread', notification.unread);
  item.querySelector('.new').hidden = !notification.unread;
  paint(item.querySelector('.artwork'), origin.urn);
  const users = actors.map((actor) => actor.user);
  item.querySelector('.actors').append(...linked(users.slice(0, NAMES)));
  const others = item.querySelector('details');
  others.hidden = users.length <= NAMES;
  others.querySelector('summary').textContent = `and ${users.length - NAMES} more`;
  others.querySelector('p').append(...linked(users.slice(NAMES)));
  item.querySelector('.verb').textContent = notification.type.endsWith(':repost') ? 'reposted' : 'published';
  item.querySelector('.subject').append(newLink(origin.urn, origin.title || `${origin.kind} ${idOf(origin.urn)}`));
  showTime(item.querySelector('time'), Date.parse(notification.activity_time));
  return item;
}

/** Names, separated by commas; each keeps its own direction. */
function linked(users) {
  return users.flatMap((user, index) => {
    const link = newLink(user.urn, nameOf(user));
    return index > 0 ? [', ', link] : [link];
  });
}
