/** Shows the stats of a user's tracks, and polls for new ones. */
import { ApiError } from './api.js';
import { Chart } from './chart.js';
import { change, listeners, number, setText, span } from './figures.js';
import { Polling } from './polling.js';
import { RangeChoice } from './range-choice.js';
import { ZONE, bounds } from './ranges.js';
import { Ranking } from './ranking.js';

const TOP = 10;

/** The time before is over, so its stats hardly change. */
const KEEP_BEFORE = 60_000;

/** The kinds that are counted from rows, which have neither listeners nor a breakdown. */
const ROW_KINDS = ['like', 'repost', 'comment', 'follow'];

const EMPTY = { total: 0, listeners: 0, series: [], breakdown: {}, tracks: [] };
const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });

const find = (id) => document.getElementById(id);
const figures = find('figures');
const problem = find('stats-error');
const ranked = find('ranked');

export class Stats {
  #session;
  #onState;
  #onLost;
  #polling;
  #choice;
  #playChart = new Chart(find('play-chart'), 'plays');
  #downloadChart = new Chart(find('download-chart'), 'downloads');
  #tracks = new Ranking(find('tracks'));
  #countries = new Ranking(find('countries'));
  #sources = new Ranking(find('sources'));
  #before = null;
  #answer = null;
  #ended = new AbortController();

  /** `onState` receives the state of the connection, `onLost` the error that ended the session. */
  constructor(session, onState, onLost) {
    this.#session = session;
    this.#onState = onState;
    this.#onLost = onLost;
    this.#choice = new RangeChoice(() => this.#chosen());
    this.#polling = new Polling({
      poll: (signal) => this.#poll(signal),
      failed: (error, wait) => this.#fail(error, wait),
    });
  }

  open() {
    const { signal } = this.#ended;
    ranked.addEventListener('change', () => this.#rank(), { signal });
    ranked.addEventListener('submit', (event) => event.preventDefault(), { signal });
    setText(find('zone'), ZONE);
    this.#playChart.open();
    this.#downloadChart.open();
    this.#choice.open();
    this.#onState('connecting');
    this.#polling.start();
  }

  close() {
    this.#ended.abort();
    this.#polling.stop();
    this.#choice.close();
    this.#playChart.close();
    this.#downloadChart.close();
    figures.hidden = true;
    problem.hidden = true;
  }

  // ---- requests ----

  /** The shown stats are of another range: they stay until the answer arrives, marked as busy. */
  #chosen() {
    this.#answer = null;
    this.#before = null;
    figures.setAttribute('aria-busy', 'true');
    this.#polling.restart();
  }

  async #poll(signal) {
    const range = this.#choice.range();
    if (!range) {
      throw new ApiError(400, 'Choose a first and a last day, from 2000 to 2199.');
    }
    const [byCountry, bySource, before] = await Promise.all([
      this.#fetch({ ...range, breakdown: 'country', top: TOP }, signal),
      this.#fetch({ ...range, breakdown: 'source' }, signal),
      this.#fetchBefore(range.before, signal),
    ]);
    signal.throwIfAborted();
    this.#show({ byCountry, bySource, before, length: range.length });
  }

  async #fetchBefore(range, signal) {
    if (!range) {
      return null;
    }
    const begin = range.from.getTime();
    const isFresh = Date.now() - this.#before?.time < KEEP_BEFORE;
    if (isFresh && this.#before.begin === begin) {
      return this.#before.answer;
    }
    const answer = await this.#fetch(range, signal);
    signal.throwIfAborted();
    this.#before = { answer, begin, time: Date.now() };
    return answer;
  }

  #fetch({ from, to, granularity, breakdown, top }, signal) {
    const range = { from: from.toISOString(), to: to?.toISOString(), granularity, time_zone: ZONE };
    const given = Object.entries({ ...range, breakdown, top }).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams(given);
    return this.#session.json(`me/stats?${query}`, { signal });
  }

  #fail(error, wait) {
    if (error.status === 401 || error.status === 403) {
      this.#onLost(error);
      return;
    }
    const isWrong = wait === null;
    const state = navigator.onLine ? 'waiting' : 'offline';
    this.#onState(isWrong ? 'paused' : state);
    figures.hidden = !this.#answer;
    problem.hidden = false;
    setText(problem, error.message + (isWrong ? '' : ` Retrying in ${Math.round(wait / 1000)} seconds.`));
  }

  // ---- display ----

  #show(answer) {
    const isNew = this.#answer === null;
    this.#answer = answer;
    this.#onState('live');
    problem.hidden = true;
    figures.hidden = false;
    figures.setAttribute('aria-busy', 'false');
    const { from, to, granularity } = answer.byCountry;
    setText(find('span'), span(new Date(from), new Date(to)));
    const play = of(answer.byCountry, 'play');
    const download = of(answer.byCountry, 'download');
    this.#showTotals(play, download);
    const isEmpty = play.total === 0 && download.total === 0;
    find('stats-empty').hidden = !isEmpty;
    find('details').hidden = isEmpty;
    const times = bounds(new Date(from), new Date(to), granularity);
    this.#playChart.show(points(times, play.series), granularity);
    this.#downloadChart.show(points(times, download.series), granularity);
    this.#rank();
    if (isNew) {
      setText(find('announcer'), `${number(play.total)} plays, ${number(download.total)} downloads.`);
    }
  }

  #showTotals(play, download) {
    const { before, length } = this.#answer;
    const played = before && of(before, 'play');
    const downloaded = before && of(before, 'download');
    showTotal('play', number(play.total), play.total, played?.total, length);
    showTotal('listeners', listeners(play.listeners), play.listeners, played?.listeners, length);
    showTotal('download', number(download.total), download.total, downloaded?.total, length);
    for (const kind of ROW_KINDS) {
      const { total } = of(this.#answer.byCountry, kind);
      showTotal(kind, number(total), total, before ? of(before, kind).total : undefined, length);
    }
  }

  #rank() {
    if (!this.#answer) {
      return;
    }
    const kind = ranked.elements.kind.value;
    const byCountry = of(this.#answer.byCountry, kind);
    const tracks = byCountry.tracks.map(({ title, total }) => ({ name: title || 'Untitled', total }));
    this.#tracks.show(tracks);
    this.#countries.show(largest(byCountry.breakdown, country));
    this.#sources.show(largest(of(this.#answer.bySource, kind).breakdown, (source) => source));
  }
}

function of(answer, kind) {
  return { ...EMPTY, ...answer.kinds.find((stats) => stats.kind === kind) };
}

function showTotal(name, text, value, before, length) {
  setText(find(`${name}-total`), text);
  const changed = find(`${name}-change`);
  setText(changed, before === undefined ? '' : change(value, before, length));
  changed.dataset.trend = ['down', 'same', 'up'][Math.sign(value - (before ?? value)) + 1];
}

/** The series has only points above zero: adds the others. */
function points(times, series) {
  const all = times.slice(0, -1).map((time) => ({ time, total: 0, listeners: 0 }));
  let place = 0;
  series.forEach((point) => {
    const time = Date.parse(point.time);
    while (place + 1 < all.length && all[place + 1].time <= time) {
      place += 1;
    }
    all[place].total += point.total;
    all[place].listeners += point.listeners;
  });
  return all;
}

/** Sorted here: a JSON object does not keep the order of names that look like numbers. */
function largest(breakdown, nameOf) {
  return Object.entries(breakdown)
    .sort(([, one], [, other]) => other - one)
    .slice(0, TOP)
    .map(([name, total]) => ({ name: nameOf(name), total }));
}

function country(code) {
  try {
    return COUNTRIES.of(code);
  } catch {
    return code; // Not a code of ISO 3166.
  }
}
