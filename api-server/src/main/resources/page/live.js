/** Live updates: server-sent events, read with fetch because EventSource can't send a token. */
import { failure } from './api.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 20_000;

/** The server says something every 10 s; after this long, it is gone. */
const SILENCE = 25_000;

/** A stream that lasted this long ended in good order, with its token for instance. */
const LASTED = 5_000;

export class LiveUpdates {
  #session;
  #told;
  #lastId = null;
  #ended = new AbortController();
  #connection = null;
  #wakeUp = () => {};

  /**
   * `told` has a method for each event (ready, reload, added, removed), `state(name)` for how the
   * connection is, and `lost(error)` for an error after which it is not tried again.
   */
  constructor(session, told) {
    this.#session = session;
    this.#told = told;
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
    this.#told.state('connecting');
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
          this.#told.state('ended');
          this.#told.lost(error);
          return;
        }
      }
      if (this.#ended.signal.aborted) {
        return;
      }
      // Not all clients at once after the server was away.
      const pause = wait * (0.5 + Math.random() / 2);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      this.#told.state(navigator.onLine ? 'waiting' : 'offline');
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
    this.#told.state('live');
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
      blocks.forEach((block) => this.#tell(block));
    }
  }

  #tell(block) {
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
    this.#told[event.event]?.(JSON.parse(event.data), resumed);
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
