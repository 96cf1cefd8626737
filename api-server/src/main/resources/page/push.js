/** Web push in this browser: the switch in the panel, and the answers to the service worker. */
import { ApiError, failure } from './api.js';
import { nameOf } from './sounds.js';

const WORKER = new URL('../notifications-worker.js', import.meta.url);
const DEVICES = 'me/notifications/devices';
const ID_BYTES = 16;

/** The only script URL that the pages make. */
const policy = globalThis.trustedTypes?.createPolicy('notifications-worker', {
  createScriptURL: () => WORKER.href,
});

const button = document.getElementById('push');
const message = document.getElementById('push-message');

export class PushSwitch {
  #session;
  #key = null;
  #isOn = false;
  #ended = new AbortController();

  constructor(session) {
    this.#session = session;
  }

  async open() {
    const { signal } = this.#ended;
    button.hidden = true;
    message.hidden = true;
    if (!isSecureContext || !('serviceWorker' in navigator) || !('PushManager' in window)) {
      return;
    }
    button.addEventListener('click', () => this.#toggle(), { signal });
    navigator.serviceWorker.addEventListener('message', (event) => this.#answer(event), { signal });
    try {
      this.#key = (await this.#session.json('notifications/push-key')).public_key;
      await this.#look();
    } catch {
      // Without a key, or without an answer, there is nothing to switch.
      return;
    }
    if (!signal.aborted) {
      button.hidden = false;
      this.#show();
    }
  }

  close() {
    this.#ended.abort();
    button.hidden = true;
    message.hidden = true;
  }

  /** Finds out whether this browser is a device of this user. */
  async #look() {
    const subscription = await current();
    this.#isOn = false;
    if (subscription) {
      const id = await deviceId(subscription);
      const { collection } = await this.#session.json(DEVICES);
      this.#isOn = collection.some((device) => device.id === id);
    }
  }

  async #toggle() {
    button.disabled = true;
    message.hidden = true;
    try {
      await (this.#isOn ? this.#turnOff() : this.#turnOn());
    } catch (error) {
      message.hidden = false;
      message.textContent = error instanceof ApiError
        ? error.message
        : 'This browser can’t receive notifications right now: try again later.';
    }
    button.disabled = false;
    this.#show();
  }

  async #turnOn() {
    if (await Notification.requestPermission() !== 'granted') {
      throw new ApiError(0, 'This browser does not allow notifications from this site: change that in its settings.');
    }
    const registration = await navigator.serviceWorker.register(policy ? policy.createScriptURL('') : WORKER);
    await navigator.serviceWorker.ready;
    // A browser notifies one user: the subscription of another one, or of another key, ends.
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytes(this.#key),
    });
    const response = await this.#session.fetch(DEVICES, { method: 'POST', body: JSON.stringify(subscription) });
    if (!response.ok) {
      await subscription.unsubscribe();
      throw await failure(response);
    }
    this.#isOn = true;
  }

  async #turnOff() {
    const subscription = await current();
    if (subscription) {
      const id = await deviceId(subscription);
      const response = await this.#session.fetch(`${DEVICES}/${id}`, { method: 'DELETE' });
      if (!response.ok) {
        throw await failure(response);
      }
      await subscription.unsubscribe();
    }
    this.#isOn = false;
  }

  #show() {
    button.textContent = this.#isOn ? 'Don’t notify me in this browser' : 'Notify me in this browser';
  }

  /** Tells the worker whether a push is still true; null if this page can't know. */
  async #answer(event) {
    const [port] = event.ports;
    if (event.data?.type !== 'is-current' || !port) {
      return;
    }
    let answer = null;
    try {
      answer = this.#isOn ? await this.#judge(event.data) : null;
    } catch {
      // The worker shows the text of the push.
    }
    port.postMessage(answer);
  }

  async #judge({ id, count }) {
    const page = await this.#session.json('me/notifications?limit=200&group=false');
    if (count > 1) {
      return { isCurrent: page.unread_count > 0 };
    }
    const found = page.collection.find(({ actors: [actor] }) => actor.push_id === id);
    if (!found) {
      return page.next_href ? null : { isCurrent: false };
    }
    return {
      isCurrent: found.unread,
      title: nameOf(found.actors[0].user),
      body: `${found.type.endsWith(':repost') ? 'Reposted' : 'Published'} ${found.origin.title ?? 'a sound'}`,
    };
  }
}

/** The subscription of this browser, if there is one. */
async function current() {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** The id that the API gives to a subscription. */
async function deviceId({ endpoint }) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return btoa(String.fromCharCode(...new Uint8Array(hash, 0, ID_BYTES)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function bytes(base64url) {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
