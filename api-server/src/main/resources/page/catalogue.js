/** The page at `/catalogue`: a user, track or playlist as everybody may see it, and the lists around it. */
import './skip.js';
import { getJson } from './api.js';
import { offerEmbed } from './embed.js';
import { number } from './figures.js';
import { newLink } from './links.js';
import { PagedList } from './paged-list.js';
import { showAbout, showAvatar } from './person.js';
import { createdAt, duration, line, nameOf, paint, showTime } from './sounds.js';

const PAGE = 20;

/** Of each table: what a row is called, what is written if it is not there, and its lists with the fields that count them. */
const TABLES = {
  users: {
    kind: 'User',
    missing: 'There is no such user.',
    lists: [
      ['Tracks', 'tracks', 'track_count'],
      ['Playlists', 'playlists', 'playlist_count'],
      ['Likes', 'likes/tracks'],
      ['Reposts', 'reposts/tracks'],
      ['Followers', 'followers', 'followers_count'],
      ['Following', 'followings', 'followings_count'],
    ],
  },
  tracks: {
    kind: 'Track',
    missing: 'There is no such track, or it is not public.',
    lists: [
      ['Comments', 'comments', 'comment_count'],
      ['Liked by', 'favoriters', 'favoritings_count'],
      ['Reposted by', 'reposters', 'reposts_count'],
    ],
  },
  playlists: {
    kind: 'Playlist',
    missing: 'There is no such playlist, or it is not public.',
    lists: [['Tracks', 'tracks', 'track_count']],
  },
};

const urn = new URLSearchParams(location.search).get('urn') ?? '';
// An id is text: JavaScript would round a large number.
const table = /^soundcloud:(users|tracks|playlists):-?\d+$/.exec(urn)?.[1];

const find = (id) => document.getElementById(id);
const picture = find('picture');
const choice = find('lists');
const list = new PagedList(getJson, () => false);

// They lead back to the dashboard of the user who is chosen there.
document.querySelectorAll('.home').forEach((link) => { link.hash = location.hash; });
find('retry').addEventListener('click', load);
load();

async function load() {
  find('problem').hidden = true;
  find('retry').hidden = true;
  if (!table) {
    fail('The address of this page names no user, track or playlist.');
    return;
  }
  try {
    show(await getJson(`${table}/${urn}`));
  } catch (error) {
    fail(error.status === 404 ? TABLES[table].missing : error.message);
    find('retry').hidden = error.status === 404;
  }
}

function fail(sentence) {
  find('problem-text').textContent = sentence;
  find('problem').hidden = false;
}

function show(row) {
  const title = row.kind === 'user' ? nameOf(row) : row.title || 'Untitled';
  find('kind').textContent = TABLES[table].kind;
  find('title').textContent = title;
  document.title = `${title} · Fanfare`;
  if (row.kind === 'user') {
    showUser(row);
  } else {
    showSound(row);
  }
  find('row').hidden = false;
  showLists(row);
}

function showUser(user) {
  picture.className = 'avatar';
  showAvatar(picture, user);
  showImage(user.avatar_url);
  showAbout(find('facts'), user);
}

function showSound(sound) {
  picture.className = 'artwork';
  paint(picture, sound.urn);
  showImage(sound.artwork_url);
  find('by').append('by ', newLink(sound.user.urn, nameOf(sound.user)));
  line(find('facts'), [
    sound.duration ? [duration(sound.duration)] : [],
    sound.genre ? [sound.genre] : [],
    'playback_count' in sound ? [`${number(sound.playback_count)} plays`] : [],
  ]);
  if (sound.created_at) {
    showTime(find('created'), createdAt(sound));
  }
  find('description').textContent = sound.description ?? '';
  find('description').hidden = !sound.description;
  offerEmbed(sound.urn);
}

/** Shows an image over what is painted; a row may hold any text where its address belongs. */
function showImage(address) {
  if (/^https?:\/\//.test(address ?? '')) {
    const image = new Image();
    image.alt = '';
    image.addEventListener('error', () => image.remove());
    image.src = address;
    picture.append(image);
  }
}

function showLists(row) {
  const buttons = TABLES[table].lists.map(([label, path, counted]) => {
    const button = document.createElement('button');
    button.className = 'button';
    button.type = 'button';
    button.dataset.path = path;
    button.textContent = counted in row ? `${label} ${number(row[counted])}` : label;
    button.addEventListener('click', () => open(path));
    return button;
  });
  choice.replaceChildren(...buttons);
  open(buttons[0].dataset.path);
}

function open(path) {
  [...choice.children].forEach((button) => button.setAttribute('aria-pressed', button.dataset.path === path));
  list.open(`${table}/${urn}/${path}`, `?limit=${PAGE}`, 'Nothing here yet.');
}
