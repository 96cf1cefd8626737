/** Ranges of time and their points, as the time zone of whoever looks has hours, days and months. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The server shows 1,500 points at most; where clocks change, there are some more. */
const MOST_POINTS = 1_400;

/** The server knows no times before. */
const FIRST_YEAR = 2000;

/** Up to so many days, a chart has a bar for each hour or day. */
const MOST_DAYS_OF_HOURS = 2;
const MOST_DAYS_OF_DAYS = 100;

const LENGTHS = { hour: HOUR, day: DAY };

export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';

/**
 * What to ask for: `from`, `to` (null: until now) and `granularity`; `before`, the same of the time
 * before that it is compared with, or null; and `length`, which says how long that is. The current
 * hour, day or month is a part of each range. Of the custom one, `days` are the `first` and the
 * `last` day, as `2026-11-20`.
 */
export function rangeOf(name, now, days) {
  switch (name) {
    case 'day': return rolling(hours(startOfHour(now), -23), 'hour', now, 24, hours, '24 hours');
    case 'week': return rolling(daysOf(startOfDay(now), -6), 'day', now, 7, daysOf, '7 days');
    case 'month': return rolling(daysOf(startOfDay(now), -29), 'day', now, 30, daysOf, '30 days');
    case 'year': return rolling(months(startOfMonth(now), -11), 'month', now, 12, months, '12 months');
    case 'all': return { from: new Date(2020, 0, 1), to: null, granularity: 'month', before: null };
    default: return custom(dayOf(days.first), daysOf(dayOf(days.last), 1), now);
  }
}

/** When the points from `from` on begin; at last, when the last point ends. */
export function bounds(from, to, granularity) {
  const times = [from];
  while (times.at(-1) < to) {
    times.push(next(times.at(-1), granularity));
  }
  return times;
}

/** A day as a date field writes it. */
export function dayText(time) {
  const parts = [time.getFullYear(), time.getMonth() + 1, time.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

export function daysOf(time, count) {
  const moved = new Date(time);
  moved.setDate(moved.getDate() + count);
  return moved;
}

function rolling(from, granularity, now, count, move, length) {
  const before = comparable(from, now, granularity, (time) => move(time, -count));
  return { from, to: null, granularity, before, length };
}

function custom(first, end, now) {
  const count = Math.round((end - first) / DAY);
  if (count <= MOST_DAYS_OF_DAYS) {
    const granularity = count <= MOST_DAYS_OF_HOURS ? 'hour' : 'day';
    const before = comparable(first, earlier(end, now), granularity, (time) => daysOf(time, -count));
    return { from: first, to: end, granularity, before, length: plural(count, 'day') };
  }
  // The server shows whole months: what they are compared with has to be as long.
  const from = startOfMonth(first);
  const last = startOfMonth(daysOf(end, -1));
  const to = months(last, 1);
  const number = (last.getFullYear() - from.getFullYear()) * 12 + last.getMonth() - from.getMonth() + 1;
  const before = comparable(from, earlier(to, now), 'month', (time) => months(time, -number));
  return { from, to, granularity: 'month', before, length: plural(number, 'month') };
}

/**
 * The time before, up to where this one has come by now: half a day is not compared with a whole
 * one. The server widens it to whole points, so they are shorter, and it ends at the nearest.
 */
function comparable(from, end, granularity, back) {
  const begin = back(from);
  const exact = back(end);
  const finer = finerThan(granularity, exact - begin);
  const to = LENGTHS[finer] ? new Date(exact - LENGTHS[finer] / 2) : exact;
  const isKnown = to > begin && begin.getUTCFullYear() >= FIRST_YEAR;
  return isKnown ? { from: begin, to, granularity: finer } : null;
}

function finerThan(granularity, length) {
  if (granularity === 'month') {
    return length / DAY <= MOST_POINTS ? 'day' : 'month';
  }
  return length / HOUR <= MOST_POINTS ? 'hour' : 'day';
}

function next(time, granularity) {
  switch (granularity) {
    case 'minute': return new Date(time.getTime() + MINUTE);
    case 'hour': return hours(time, 1);
    case 'day': return daysOf(startOfDay(time), 1);
    default: return months(startOfMonth(time), 1);
  }
}

function hours(time, count) {
  return new Date(time.getTime() + count * HOUR);
}

function months(time, count) {
  const moved = new Date(time);
  moved.setMonth(moved.getMonth() + count);
  return moved;
}

/** By subtraction: an hour that comes twice has two beginnings. */
function startOfHour(time) {
  return new Date(time - time.getMinutes() * MINUTE - (time % MINUTE));
}

function startOfDay(time) {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate());
}

function startOfMonth(time) {
  return new Date(time.getFullYear(), time.getMonth(), 1);
}

function dayOf(text) {
  const [year, month, day] = text.split('-').map(Number);
  return new Date(year, month - 1, day);
}

function earlier(one, other) {
  return one < other ? one : other;
}

function plural(count, noun) {
  return count === 1 ? noun : `${count} ${noun}s`;
}
