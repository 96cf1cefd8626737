/** Formats numbers and times, and changes texts without flicker. */

const NUMBER = new Intl.NumberFormat('en');
const SHORT_NUMBER = new Intl.NumberFormat('en', { notation: 'compact' });
const PERCENT = new Intl.NumberFormat('en', { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 });

/** Up to this number, the server counts listeners exactly. */
const MOST_EXACT_LISTENERS = 128;

const HOURS = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const DAYS = { day: 'numeric', month: 'short' };
const SHORT_TIMES = formats({ minute: HOURS, hour: HOURS, day: DAYS, month: { month: 'short', year: 'numeric' } });
const TIMES = formats({
  minute: { ...DAYS, ...HOURS },
  hour: { ...DAYS, ...HOURS },
  day: { ...DAYS, weekday: 'short', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
});
const SPANS = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

export function number(value) {
  return NUMBER.format(value);
}

export function shortNumber(value) {
  return SHORT_NUMBER.format(value);
}

export function listeners(value) {
  return value > MOST_EXACT_LISTENERS ? `≈ ${number(value)}` : number(value);
}

/** When a point begins, for an axis. */
export function shortTime(time, granularity) {
  return SHORT_TIMES[granularity].format(time);
}

/** When a point begins, in full. */
export function fullTime(time, granularity) {
  return TIMES[granularity].format(time);
}

/** The days from a time until another, which is not a part of them. */
export function span(from, to) {
  return SPANS.formatRange(from, new Date(to - 1));
}

/** How a number has changed, in words; `length` is the length of the time before. */
export function change(value, before, length) {
  if (before === value) {
    return `Same as in the ${length} before`;
  }
  if (before === 0) {
    return `None in the ${length} before`;
  }
  return `${PERCENT.format(value / before - 1)} on the ${length} before (${number(before)})`;
}

/** Does nothing if the element has this text already, so that a selection stays. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Gives a list `count` children; the existing ones stay. */
export function setCount(list, count, make) {
  while (list.childElementCount > count) {
    list.lastElementChild.remove();
  }
  while (list.childElementCount < count) {
    list.append(make());
  }
  return [...list.children];
}

function formats(options) {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, new Intl.DateTimeFormat('en-GB', option)]),
  );
}
