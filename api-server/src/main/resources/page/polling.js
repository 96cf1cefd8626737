/** Asks again and again, as long as somebody can see the answers. */

const EVERY = 2_000;
const LONGEST_WAIT = 30_000;

/** The server gives up before that; what takes longer is on a connection that is gone. */
const PATIENCE = 15_000;

export class Polling {
  #told;
  #asked = new AbortController();
  #ended = new AbortController();
  #failures = 0;
  #wakeUp = () => {};

  /**
   * `told` has `ask(signal)`, which asks and shows the answer, and `failed(error, wait)`, which
   * hears after how many ms it is asked again.
   */
  constructor(told) {
    this.#told = told;
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

  /** Drops what was asked, and asks anew at once. */
  again() {
    this.#failures = 0;
    this.#asked.abort();
    this.#wakeUp();
  }

  stop() {
    this.#ended.abort();
    this.again();
  }

  async #run() {
    while (!this.#ended.signal.aborted) {
      this.#asked = new AbortController();
      if (document.hidden) {
        await this.#sleep(null);
      } else {
        await this.#sleep(await this.#ask());
      }
    }
  }

  /** Gives how long to wait, in ms. */
  async #ask() {
    const { signal } = this.#asked;
    try {
      await this.#told.ask(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]));
      this.#failures = 0;
      return EVERY;
    } catch (error) {
      if (signal.aborted) {
        return 0;
      }
      const wait = this.#waitAfterFailure(error);
      this.#told.failed(error, wait);
      return wait;
    }
  }

  /** null where asking the same again is of no use. */
  #waitAfterFailure(error) {
    if (error.status === 400) {
      return null;
    }
    this.#failures += 1;
    const wait = Math.min(EVERY * 2 ** this.#failures, LONGEST_WAIT);
    // Not all clients at once after the server was away.
    return wait * (0.75 + Math.random() / 4);
  }

  #sleep(milliseconds) {
    return new Promise((resolve) => {
      if (this.#asked.signal.aborted) {
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
