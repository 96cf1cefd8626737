/** The client of the API: every request of the pages goes through here. */

/** Pages are at several depths; this file is one below the API, wherever it is loaded. */
const API = new URL('../', import.meta.url);

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Reads JSON without a token, for the local sign-in. */
export async function getJson(path, options = {}) {
  return json(await request(path, options));
}

/** A signed-in user: a token, and a way to renew it. */
export class Session {
  #token = null;
  #renew;

  /** `renew` returns a new token; null if the given token can't be renewed. */
  constructor(token, renew) {
    this.#token = token;
    this.#renew = renew;
  }

  /** Fetches as this user, and again with a new token if the old one has expired. */
  async fetch(path, options = {}) {
    this.#token ??= await this.#renew();
    const response = await this.#send(path, options);
    if (response.status !== 401 || !this.#renew) {
      return response;
    }
    this.#token = await this.#renew();
    return this.#send(path, options);
  }

  async json(path, options = {}) {
    return json(await this.fetch(path, options));
  }

  #send(path, options) {
    const headers = { ...options.headers, Authorization: `Bearer ${this.#token}` };
    if (options.body) {
      // A browser would call a text that is sent plain text.
      headers['Content-Type'] = 'application/json';
    }
    return request(path, { ...options, headers });
  }
}

export async function failure(response) {
  let message = `The server answered ${response.status}.`;
  try {
    message = (await response.json()).message ?? message;
  } catch {
    // The answer is not from the API server: its status is all that is known.
  }
  return new ApiError(response.status, message);
}

async function json(response) {
  if (!response.ok) {
    throw await failure(response);
  }
  return response.json();
}

async function request(path, options) {
  try {
    return await fetch(new URL(path, API), { cache: 'no-store', credentials: 'omit', ...options });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new ApiError(0, 'The server can’t be reached.');
  }
}
