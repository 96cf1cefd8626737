/** A combobox, by the ARIA authoring practices: suggestions under a text field while the user types. */

const PAUSE_IN_TYPING = 150;

const WORDS = { track: 'Track', playlist: 'Playlist', user: 'Person' };

export class Suggestions {
  #input;
  #list;
  #handlers;
  #items = [];
  #active = -1;
  #request = new AbortController();
  #ended = new AbortController();
  #timer;

  /**
   * `handlers` has `suggest(text, signal)`, which returns suggestions, `chosen(item)` and
   * `counted(number)`.
   */
  constructor(input, list, handlers) {
    this.#input = input;
    this.#list = list;
    this.#handlers = handlers;
  }

  open() {
    const { signal } = this.#ended;
    this.#input.addEventListener('input', () => this.#typed(), { signal });
    this.#input.addEventListener('keydown', (event) => this.#key(event), { signal });
    this.#input.addEventListener('blur', () => this.hide(), { signal });
    // Otherwise the field would lose the focus, and the list would close before the click.
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault(), { signal });
    this.#list.addEventListener('click', (event) => this.#clicked(event), { signal });
  }

  close() {
    this.#ended.abort();
    this.hide();
  }

  /** Hides the list, and cancels its request. */
  hide() {
    clearTimeout(this.#timer);
    this.#request.abort();
    this.#show([]);
  }

  #typed() {
    clearTimeout(this.#timer);
    if (this.#input.value.trim()) {
      this.#timer = setTimeout(() => this.#load(), PAUSE_IN_TYPING);
    } else {
      this.hide();
    }
  }

  async #load() {
    this.#request.abort();
    const request = new AbortController();
    this.#request = request;
    let items = [];
    try {
      items = await this.#handlers.suggest(this.#input.value, request.signal);
    } catch {
      // The search itself reports what is wrong.
    }
    if (!request.signal.aborted) {
      this.#show(items);
      this.#handlers.counted(items.length);
    }
  }

  #show(items) {
    this.#items = items;
    this.#list.replaceChildren(...items.map((item, index) => this.#option(item, index)));
    this.#list.hidden = items.length === 0;
    this.#input.setAttribute('aria-expanded', items.length > 0);
    this.#activate(-1);
  }

  #option(item, index) {
    const option = document.createElement('li');
    option.id = `suggestion-${index}`;
    option.setAttribute('role', 'option');
    const text = document.createElement('bdi');
    text.className = 'suggested';
    text.textContent = item.text;
    const about = document.createElement('span');
    about.className = 'suggested-about';
    const artist = document.createElement('bdi');
    artist.textContent = item.artist ?? '';
    about.append(WORDS[item.kind] ?? '', item.artist ? ' by ' : '', artist);
    option.append(text, ' ', about);
    return option;
  }

  #key(event) {
    if (event.isComposing || this.#items.length === 0) {
      return;
    }
    const last = this.#items.length - 1;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.#activate(this.#active === last ? -1 : this.#active + 1);
    } else if (event.key === 'ArrowUp') {
      event.preventDefault();
      this.#activate(this.#active === -1 ? last : this.#active - 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.hide();
    } else if (event.key === 'Enter' && this.#active >= 0) {
      event.preventDefault();
      this.#choose(this.#active);
    }
  }

  #clicked(event) {
    const index = [...this.#list.children].indexOf(event.target.closest('li'));
    if (index >= 0) {
      this.#choose(index);
    }
  }

  #choose(index) {
    const item = this.#items[index];
    this.#input.value = item.text;
    this.hide();
    this.#handlers.chosen(item);
  }

  #activate(index) {
    this.#active = index;
    [...this.#list.children].forEach((option, place) => {
      option.setAttribute('aria-selected', place === index);
    });
    const option = this.#list.children[index];
    if (option) {
      this.#input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      this.#input.removeAttribute('aria-activedescendant');
    }
  }
}
