/** Finds values in an answer of the server, and writes them for people. */
import { number, shortNumber } from './figures.js';

export const UNKNOWN = '–';

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** Whether labels have all of these values; a value may be a regular expression. */
export function matches(labels, where = {}) {
  return Object.entries(where).every(([name, wanted]) =>
    wanted instanceof RegExp ? wanted.test(labels[name] ?? '') : labels[name] === wanted,
  );
}

/** One value of those that match: the largest, or what `pick` makes of them; null if there is none. */
export function find(samples, where, pick = (values) => Math.max(...values)) {
  const values = (samples ?? []).filter(({ labels }) => matches(labels, where)).map(({ value }) => value);
  return values.length === 0 ? null : pick(values);
}

export const least = (values) => Math.min(...values);
export const sum = (values) => values.reduce((all, value) => all + value, 0);

export function seconds(value) {
  if (value < 0.9995) {
    return `${Math.round(Math.max(0, value) * 1000)} ms`;
  }
  const [size, unit] = UNITS.find(([least]) => value >= least * 2) ?? [1, 's'];
  return `${rounded(value / size)} ${unit}`;
}

export function perSecond(value) {
  return `${rounded(value)}/s`;
}

export function count(value) {
  return shortNumber(Math.round(value));
}

export function records(value) {
  return value === 1 ? '1 record' : `${count(value)} records`;
}

export function share(value) {
  return `${rounded(value * 100)} %`;
}

export function runs(value) {
  return value === 1 ? 'runs' : 'does not run';
}

export function answers(value) {
  return value === 1 ? 'answers' : value === 0 ? 'does not answer' : `${share(value)} answer`;
}

export function problems(value) {
  return value === 0 ? 'none' : value === 1 ? '1 problem' : `${number(value)} problems`;
}

function rounded(value) {
  return value >= 1_000 ? shortNumber(value) : number(value >= 10 || value === 0 ? Math.round(value) : Number(value.toPrecision(2)));
}
