/** Polls at intervals while the page is visible. */

const EVERY = 2_000;
const LONGEST_WAIT = 30_000;

/** The server gives up earlier; a request that takes longer is on a dead connection. */
const PATIENCE = 15_000;

export class Polling {
  #handlers;
  #request = new AbortController();
  #ended = new AbortController();
  #failures = 0;
  #wakeUp = () => {};

  /**
   * `handlers` has `poll(signal)`, which requests and shows the answer, and `failed(error, wait)`, which
   * receives after how many ms the next poll follows.
   */
  constructor(handlers) {
    this.#handlers = handlers;
  }

  start() {
    const { signal } = this.#ended;
    addEventListener('online', () => this.#wakeUp(), { signal });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) {
        this.#wakeUp();
      }
    }, { signal });
    this.#run();
  }

  /** Cancels the current request, and polls again at once. */
  restart() {
    this.#failures = 0;
    this.#request.abort();
    this.#wakeUp();
  }

  stop() {
    this.#ended.abort();
    this.restart();
  }

  async #run() {
    while (!this.#ended.signal.aborted) {
      this.#request = new AbortController();
      if (document.hidden) {
        await this.#sleep(null);
      } else {
        await this.#sleep(await this.#poll());
      }
    }
  }

  /** Returns how long to wait, in ms. */
  async #poll() {
    const { signal } = this.#request;
    try {
      await this.#handlers.poll(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]));
      this.#failures = 0;
      return EVERY;
    } catch (error) {
      if (signal.aborted) {
        return 0;
      }
      const wait = this.#waitAfterFailure(error);
      this.#handlers.failed(error, wait);
      return wait;
    }
  }

  /** null if the same request would fail again. */
  #waitAfterFailure(error) {
    if (error.status === 400) {
      return null;
    }
    this.#failures += 1;
    const wait = Math.min(EVERY * 2 ** this.#failures, LONGEST_WAIT);
    // So that not all clients return at once after an outage.
    return wait * (0.75 + Math.random() / 4);
  }

  #sleep(milliseconds) {
    return new Promise((resolve) => {
      if (this.#request.signal.aborted) {
        resolve();
        return;
      }
      const timer = milliseconds === null ? null : setTimeout(resolve, milliseconds);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
