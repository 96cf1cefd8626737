/** Live updates: server-sent events, read with fetch because EventSource can't send a token. */
import { failure } from './api.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 20_000;

/** The server sends a comment every 10 s; after this silence, it is gone. */
const SILENCE = 25_000;

/** A stream that lasted this long ended normally, for example with its token. */
const LASTED = 5_000;

export class LiveUpdates {
  #session;
  #handlers;
  #lastId = null;
  #ended = new AbortController();
  #connection = null;
  #wakeUp = () => {};

  /**
   * `handlers` has a method for each event (ready, reload, added, removed), `state(name)` for the state of
   * the connection, and `lost(error)` for an error after which there is no retry.
   */
  constructor(session, handlers) {
    this.#session = session;
    this.#handlers = handlers;
  }

  start() {
    const { signal } = this.#ended;
    addEventListener('online', () => this.#wakeUp(), { signal });
    addEventListener('offline', () => this.#connection?.abort(), { signal });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) {
        this.#wakeUp();
      }
    }, { signal });
    this.#run();
  }

  stop() {
    this.#ended.abort();
    this.#connection?.abort();
    this.#wakeUp();
  }

  async #run() {
    let wait = FIRST_WAIT;
    let live = null;
    this.#handlers.state('connecting');
    while (!this.#ended.signal.aborted) {
      live = null;
      try {
        await this.#follow(() => {
          wait = FIRST_WAIT;
          live = Date.now();
        });
        if (live && Date.now() - live > LASTED) {
          continue;
        }
      } catch (error) {
        if (this.#ended.signal.aborted) {
          return;
        }
        if (error.status === 401 || error.status === 403) {
          this.#handlers.state('ended');
          this.#handlers.lost(error);
          return;
        }
      }
      if (this.#ended.signal.aborted) {
        return;
      }
      // So that not all clients return at once after an outage.
      const pause = wait * (0.5 + Math.random() / 2);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      this.#handlers.state(navigator.onLine ? 'waiting' : 'offline');
      await this.#sleep(pause);
    }
  }

  async #follow(connected) {
    this.#connection = new AbortController();
    const headers = { Accept: 'text/event-stream' };
    if (this.#lastId) {
      headers['Last-Event-ID'] = this.#lastId;
    }
    const response = await this.#session.fetch('me/feed/updates', { headers, signal: this.#connection.signal });
    if (!response.ok) {
      throw await failure(response);
    }
    this.#handlers.state('live');
    connected();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { value, done } = await this.#before(SILENCE, reader.read());
      if (done) {
        return;
      }
      const blocks = (text + value).split('\n\n');
      text = blocks.pop();
      blocks.forEach((block) => this.#dispatch(block));
    }
  }

  #dispatch(block) {
    const event = { id: null, event: 'message', data: '' };
    for (const line of block.split('\n')) {
      const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (field in event) {
        event[field] = value;
      }
    }
    if (!event.data || this.#ended.signal.aborted) {
      return;
    }
    const resumed = this.#lastId !== null;
    this.#handlers[event.event]?.(JSON.parse(event.data), resumed);
    this.#lastId = event.id ?? this.#lastId;
  }

  async #before(milliseconds, promise) {
    const connection = this.#connection;
    const timer = setTimeout(() => connection.abort(), milliseconds);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  #sleep(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
