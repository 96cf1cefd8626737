/** Shows sounds. What users wrote is inserted as text only. */
import { newLink, showLink } from './links.js';

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' });
const UNITS = [['year', 31_557_600], ['month', 2_629_800], ['week', 604_800], ['day', 86_400], ['hour', 3_600], ['minute', 60]];

const template = document.getElementById('sound');
let articles = 0;

/** The article of an item of the feed. */
export function soundArticle(item) {
  const article = template.content.firstElementChild.cloneNode(true);
  const find = (selector) => article.querySelector(selector);
  const sound = item.origin;
  const isRepost = item.type.endsWith(':repost');
  const actor = isRepost ? item.reposter_user ?? { urn: item.reposter } : sound.user;

  article.dataset.id = item.id;
  article.classList.toggle('repost', isRepost);
  showLink(find('.actor'), actor.urn, nameOf(actor));
  find('.verb').textContent = isRepost ? 'reposted' : 'published';
  showLink(find('.title a'), sound.urn, sound.title || 'Untitled');
  if (isRepost) {
    find('.by').append('by ', newLink(sound.user.urn, nameOf(sound.user)));
  } else {
    find('.by').remove();
  }
  line(find('.facts'), [
    sound.kind === 'playlist' ? ['Playlist'] : [],
    sound.duration ? [duration(sound.duration)] : [],
    sound.genre ? [sound.genre] : [],
    placeOf(sound.user),
  ]);
  if (item.created_at) {
    showTime(find('time'), createdAt(item));
  }
  paint(find('.artwork'), sound.urn);

  const title = find('.title');
  const why = find('.why-text');
  title.id = `sound-${articles += 1}`;
  why.id = `${title.id}-why`;
  article.setAttribute('aria-labelledby', `${why.id} ${title.id}`);
  return article;
}

/** The article of a track or playlist by itself. */
export function foundArticle(sound) {
  return soundArticle({ id: sound.urn, type: sound.kind, created_at: sound.created_at, origin: sound });
}

/** The API writes no µs: the server orders the entries of a second. */
export function createdAt(item) {
  const [year, month, day, hour, minute, second] = item.created_at.match(/\d+/g).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

export function nameOf(user) {
  return user?.username || user?.full_name || `User ${idOf(user?.urn ?? '?')}`;
}

export function idOf(urn) {
  return urn.slice(urn.lastIndexOf(':') + 1);
}

/** A line of short texts; each keeps its own direction. */
export function line(element, texts) {
  element.replaceChildren();
  texts.filter((parts) => parts.length > 0).forEach((parts) => {
    const text = document.createElement('span');
    parts.forEach((part, index) => {
      const isolated = document.createElement('bdi');
      isolated.textContent = part;
      text.append(index > 0 ? ', ' : '', isolated);
    });
    element.append(text);
  });
}

export function placeOf(user) {
  return [user.city, user.country].filter(Boolean);
}

/** Updates the relative times within an element. */
export function refreshTimes(root) {
  root.querySelectorAll('time[datetime]').forEach((time) => {
    const words = relative(Date.parse(time.dateTime));
    if (time.textContent !== words) {
      time.textContent = words;
    }
  });
}

/** Paints a placeholder; its colours follow from the seed, so it stays the same. */
export function paint(element, seed) {
  const number = hash(seed);
  const hue = number % 360;
  element.style.setProperty('--hue', hue);
  element.style.setProperty('--hue-2', (hue + 40 + ((number >>> 9) % 100)) % 360);
  element.style.setProperty('--x', `${15 + ((number >>> 16) % 70)}%`);
  element.style.setProperty('--y', `${15 + ((number >>> 22) % 70)}%`);
  element.style.setProperty('--ring', `${5 + ((number >>> 13) % 5)}px`);
}

/** The first letter of a name, as its readers count letters. */
export function initial(name) {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return first ? first.segment.toLocaleUpperCase() : '';
}

/** A length or a place in a sound, such as `3:07`. */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  const text = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return hours ? `${hours}:${text}` : text.replace(/^0/, '');
}

/** Shows a time (ms since the epoch), relative to now. */
export function showTime(element, time) {
  element.dateTime = new Date(time).toISOString();
  element.title = EXACT.format(time);
  element.textContent = relative(time);
}

function relative(time) {
  const seconds = Math.round((time - Date.now()) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  // If the clocks differ a little, a new sound must not seem to be from the future.
  return unit === 'second' ? 'just now' : RELATIVE.format(Math.trunc(seconds / size), unit);
}

function hash(text) {
  let value = 2_166_136_261;
  for (const unit of text) {
    value = Math.imul(value ^ unit.codePointAt(0), 16_777_619);
  }
  value ^= value >>> 15;
  value = Math.imul(value, 2_246_822_507);
  return (value ^ (value >>> 13)) >>> 0;
}
