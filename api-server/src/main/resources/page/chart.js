/** Bars over time, and the same figures as a table. */
import { fullTime, listeners, number, setCount, setText, shortNumber, shortTime } from './figures.js';

const SVG = 'http://www.w3.org/2000/svg';
const LINES = 4;
const ROOM = { top: 10, right: 4, bottom: 22, left: 44 };

/** The width of a time on the axis. */
const LABEL_WIDTH = 84;
const WIDEST_BAR = 48;

export class Chart {
  #section;
  #svg;
  #rows;
  #noun;
  #lines;
  #bars;
  #times;
  #points = [];
  #granularity = 'day';
  #observer;

  /** `noun` is what is counted, for example `plays`. */
  constructor(section, noun) {
    this.#section = section;
    this.#svg = section.querySelector('svg');
    this.#rows = section.querySelector('tbody');
    this.#noun = noun;
    this.#svg.replaceChildren(...['lines', 'bars', 'times'].map(group));
    [this.#lines, this.#bars, this.#times] = this.#svg.children;
    // The chart is drawn in pixels, so that its letters are as large as other text at any width.
    this.#observer = new ResizeObserver(() => this.#draw());
  }

  open() {
    this.#observer.observe(this.#section);
  }

  close() {
    this.#observer.disconnect();
    this.show([], this.#granularity);
  }

  /** Points have `time`, `total` and `listeners`. */
  show(points, granularity) {
    this.#points = points;
    this.#granularity = granularity;
    this.#describe();
    this.#tabulate();
    this.#draw();
  }

  #describe() {
    const total = this.#points.reduce((sum, point) => sum + point.total, 0);
    const most = this.#points.reduce((best, point) => (point.total > best.total ? point : best), { total: 0 });
    const words = [`${number(total)} ${this.#noun}, a bar for each ${this.#granularity}.`];
    if (total > 0) {
      words.push(`Most, ${number(most.total)}, from ${fullTime(most.time, this.#granularity)}.`);
    }
    this.#svg.setAttribute('aria-label', words.join(' '));
  }

  #tabulate() {
    const rows = setCount(this.#rows, this.#points.length, row);
    this.#points.forEach((point, index) => {
      const [time, total, people] = rows[index].children;
      setText(time, fullTime(point.time, this.#granularity));
      setText(total, number(point.total));
      setText(people, listeners(point.listeners));
    });
  }

  #draw() {
    const width = this.#svg.clientWidth;
    const height = this.#svg.clientHeight;
    if (width === 0) {
      return; // Not visible yet; the observer calls again when it is.
    }
    const most = Math.max(1, ...this.#points.map((point) => point.total));
    const step = niceStep(most);
    const top = Math.ceil(most / step) * step;
    const frame = {
      width: width - ROOM.left - ROOM.right,
      y: (value) => ROOM.top + (height - ROOM.top - ROOM.bottom) * (1 - value / top),
    };
    this.#drawLines(frame, step, top);
    this.#drawBars(frame);
    this.#drawTimes(frame, height);
  }

  #drawLines(frame, step, top) {
    const lines = setCount(this.#lines, Math.round(top / step) + 1, line);
    lines.forEach(({ children: [rule, label] }, index) => {
      const y = frame.y(index * step);
      set(rule, { x1: ROOM.left, x2: ROOM.left + frame.width, y1: y, y2: y });
      set(label, { x: ROOM.left - 8, y: y + 4 });
      setText(label, shortNumber(index * step));
    });
  }

  /** Every point has a bar; the bar of an empty point is invisible. */
  #drawBars(frame) {
    const each = frame.width / this.#points.length;
    const width = Math.min(each > 4 ? each * 0.8 : each, WIDEST_BAR);
    setCount(this.#bars, this.#points.length, bar).forEach((rect, index) => {
      const point = this.#points[index];
      const height = frame.y(0) - frame.y(point.total);
      set(rect, {
        x: ROOM.left + each * (index + 0.5) - width / 2,
        y: frame.y(point.total),
        width,
        height,
        rx: Math.min(3, width / 4, height / 2),
      });
      setText(
        rect.firstElementChild,
        `${fullTime(point.time, this.#granularity)}: ${number(point.total)} ${this.#noun}`,
      );
    });
  }

  #drawTimes(frame, height) {
    const each = frame.width / this.#points.length;
    const stride = Math.ceil(LABEL_WIDTH / each);
    const last = ROOM.left + frame.width + ROOM.right - LABEL_WIDTH / 3;
    // A text under the last bars would stick out: it is moved a little, or left out.
    const labelled = this.#points
      .map(({ time }, index) => ({ time, middle: ROOM.left + each * (index + 0.5) }))
      .filter(({ middle }, index) => index % stride === 0 && middle < last + LABEL_WIDTH / 4);
    setCount(this.#times, labelled.length, () => element('text')).forEach((label, place) => {
      const { time, middle } = labelled[place];
      set(label, { x: Math.min(middle, last), y: height - 4 });
      setText(label, shortTime(time, this.#granularity));
    });
  }
}

/** 1, 2 or 5 times a power of ten: few lines, and all at whole numbers. */
function niceStep(most) {
  const rough = most / LINES;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough);
  return Math.max(1, factor * power);
}

function group(name) {
  const made = element('g');
  made.setAttribute('class', name);
  return made;
}

function line() {
  const made = element('g');
  made.append(element('line'), element('text'));
  return made;
}

function bar() {
  const made = element('rect');
  made.append(element('title'));
  return made;
}

function row() {
  const made = document.createElement('tr');
  const time = document.createElement('th');
  time.scope = 'row';
  made.append(time, document.createElement('td'), document.createElement('td'));
  return made;
}

function element(name) {
  return document.createElementNS(SVG, name);
}

function set(made, attributes) {
  Object.entries(attributes).forEach(([name, value]) => {
    const text = typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
    if (made.getAttribute(name) !== text) {
      made.setAttribute(name, text);
    }
  });
}
