/** The choice of a range of time: a common one, or two days. */
import { dayText, daysOf, rangeOf } from './ranges.js';

/** A year is typed digit by digit, and 202 is not a year yet. */
const PAUSE_IN_TYPING = 500;

const form = document.getElementById('ranges');
const days = document.getElementById('days');
const first = document.getElementById('first-day');
const last = document.getElementById('last-day');

export class RangeChoice {
  #onChange;
  #chosen = null;
  #ended = new AbortController();
  #timer;

  constructor(onChange) {
    this.#onChange = onChange;
  }

  open() {
    const { signal } = this.#ended;
    form.addEventListener('submit', (event) => event.preventDefault(), { signal });
    form.addEventListener('change', (event) => this.#changed(event), { signal });
    this.#showDays();
    this.#apply();
  }

  close() {
    this.#ended.abort();
    clearTimeout(this.#timer);
  }

  /** The chosen range until now; null while its days are not chosen. */
  range() {
    return this.#chosen && rangeOf(this.#chosen.name, new Date(), this.#chosen);
  }

  #changed(event) {
    clearTimeout(this.#timer);
    this.#showDays();
    const wait = event.target.type === 'date' ? PAUSE_IN_TYPING : 0;
    this.#timer = setTimeout(() => {
      this.#apply();
      this.#onChange();
    }, wait);
  }

  /** Applies the choice, unless its days are incomplete. */
  #apply() {
    const name = form.elements.range.value;
    const isComplete = name !== 'custom' || form.checkValidity();
    this.#chosen = isComplete ? { name, first: first.value, last: last.value } : null;
  }

  #showDays() {
    days.hidden = form.elements.range.value !== 'custom';
    if (!days.hidden && !first.value && !last.value) {
      const today = new Date();
      first.value = dayText(daysOf(today, -6));
      last.value = dayText(today);
    }
  }
}
