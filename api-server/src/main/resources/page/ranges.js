/** Ranges of time and their points, by the hours, days and months of the viewer's time zone. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The server accepts 1,500 points at most; a change of clocks adds some. */
const MOST_POINTS = 1_400;

/** For so many days of UTC, the server keeps minutes and hours. */
const DAYS_OF_MINUTES = 35;
const DAYS_OF_HOURS = 400;

/** The browser's clock may be behind the server's. */
const MARGIN = 2;

/** The server accepts no earlier times. */
const FIRST_YEAR = 2000;

/** Up to these numbers of days, a chart has a bar for each hour, or for each day. */
const MOST_DAYS_OF_HOURS = 2;
const MOST_DAYS_OF_DAYS = 100;

const LENGTHS = { hour: HOUR, day: DAY };

export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';

/**
 * A range to request: `from`, `to` (null: until now) and `granularity`; `before`, the same of the time
 * before, which it is compared with, or null; and `length`, the length of that time in words. Each
 * range includes the current hour, day or month. For the custom one, `days` are the `first` and the
 * `last` day, for example `2026-11-20`.
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

/** The beginnings of the points from `from` on, and the end of the last point. */
export function bounds(from, to, granularity) {
  const times = [from];
  let begin = startOf(from, granularity);
  while (times.at(-1) < to) {
    begin = next(begin, granularity);
    const time = kept(begin);
    if (time > times.at(-1)) {
      times.push(time);
    }
  }
  return times;
}

/** A day in the format of a date field. */
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
    const granularity = count <= MOST_DAYS_OF_HOURS && areHoursKept(first) ? 'hour' : 'day';
    const before = comparable(first, earlier(end, now), granularity, (time) => daysOf(time, -count));
    return { from: first, to: end, granularity, before, length: plural(count, 'day') };
  }
  // The server returns whole months, so the time before has to have whole months, too.
  const from = startOfMonth(first);
  const last = startOfMonth(daysOf(end, -1));
  const to = months(last, 1);
  const number = (last.getFullYear() - from.getFullYear()) * 12 + last.getMonth() - from.getMonth() + 1;
  const before = comparable(from, earlier(to, now), 'month', (time) => months(time, -number));
  return { from, to, granularity: 'month', before, length: plural(number, 'month') };
}

/**
 * The time before, up to the moment that this one has reached: half a day is not compared with a whole
 * one. The server widens a range to whole points, so its points are shorter, and it ends at the nearest.
 */
function comparable(from, end, granularity, back) {
  const begin = back(from);
  const exact = back(end);
  const finer = finerThan(granularity, begin, exact);
  const to = LENGTHS[finer] ? new Date(exact - LENGTHS[finer] / 2) : exact;
  const isKnown = to > begin && begin.getUTCFullYear() >= FIRST_YEAR;
  return isKnown ? { from: begin, to, granularity: finer } : null;
}

function finerThan(granularity, begin, end) {
  if (granularity === 'month') {
    return (end - begin) / DAY <= MOST_POINTS ? 'day' : 'month';
  }
  return (end - begin) / HOUR <= MOST_POINTS && areHoursKept(begin) ? 'hour' : 'day';
}

function areHoursKept(begin) {
  return begin >= since(DAYS_OF_HOURS - MARGIN);
}

/** Points begin where what the server keeps begins: with an hour of UTC, or with a day of it. */
function kept(begin) {
  const time = begin < since(DAYS_OF_MINUTES) ? Math.ceil(begin / HOUR) * HOUR : begin.getTime();
  return new Date(begin < since(DAYS_OF_HOURS) ? Math.ceil(time / DAY) * DAY : time);
}

function since(days) {
  return Math.floor(Date.now() / DAY - days) * DAY;
}

function startOf(time, granularity) {
  switch (granularity) {
    case 'hour': return startOfHour(time);
    case 'day': return startOfDay(time);
    default: return startOfMonth(time);
  }
}

function next(time, granularity) {
  switch (granularity) {
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

/** By subtraction: an hour that occurs twice has two beginnings. */
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
