/** A list of what has most, with bars for how much. Names that others wrote get in as text alone. */
import { number, setCount, setText } from './figures.js';

const template = document.getElementById('ranked-item');

export class Ranking {
  #list;
  #nothing;

  constructor(list) {
    this.#list = list;
    this.#nothing = list.nextElementSibling;
  }

  /** `parts` have `name` and `total`, most first. */
  show(parts) {
    const most = Math.max(1, ...parts.map((part) => part.total));
    const items = setCount(this.#list, parts.length, () => template.content.firstElementChild.cloneNode(true));
    parts.forEach((part, index) => {
      const [name, total, bar] = items[index].children;
      setText(name, part.name);
      setText(total, number(part.total));
      bar.firstElementChild.setAttribute('width', `${(100 * part.total) / most}%`);
    });
    this.#nothing.hidden = parts.length > 0;
  }
}
