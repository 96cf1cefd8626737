/** A ranking with bars. Names that users wrote are inserted as text only. */
import { number, setCount, setText } from './figures.js';

const template = document.getElementById('ranked-item');

export class Ranking {
  #list;
  #empty;

  constructor(list) {
    this.#list = list;
    this.#empty = list.nextElementSibling;
  }

  /** `parts` have `name` and `total`, largest first. */
  show(parts) {
    const most = Math.max(1, ...parts.map((part) => part.total));
    const items = setCount(this.#list, parts.length, () => template.content.firstElementChild.cloneNode(true));
    parts.forEach((part, index) => {
      const [name, total, bar] = items[index].children;
      setText(name, part.name);
      setText(total, number(part.total));
      bar.firstElementChild.setAttribute('width', `${(100 * part.total) / most}%`);
    });
    this.#empty.hidden = parts.length > 0;
  }
}
