/**
 * What each node of the page shows, and which alerts are about it. `of` names a query of the server; thresholds are in
 * the rules of alerts alone.
 */
import { answers, count, least, perSecond, problems, records, runs, seconds, share, sum } from './ops-values.js';

export const NODES = {
  source: {
    title: 'Source',
    kind: 'MySQL or MariaDB',
    alerts: [{ server: 'source' }, { what: 'binlog' }],
    facts: [
      { label: 'doctor', of: 'problems', where: { server: 'source' }, as: problems },
      { label: 'binlog left', of: 'headroom', where: { what: 'binlog' }, as: share },
    ],
  },
  capture: {
    title: 'Capture',
    kind: 'Debezium',
    alerts: [{ alertname: 'FanfareCaptureStands' }, { server: 'connect' }, { job: 'connect' }],
    facts: [
      { label: 'last heartbeat', of: 'capture_heartbeat_age', as: seconds },
      { label: 'behind the source', of: 'capture_behind', as: seconds },
    ],
  },
  models: {
    title: 'models',
    kind: 'topic',
    alerts: [{ server: 'kafka' }, { job: 'kafka' }, { what: 'kafka' }, { alertname: 'FanfareClockSkew' }],
    facts: [messages('changes', 'models')],
  },
  events: {
    title: 'events.*',
    kind: 'topics',
    alerts: [],
    facts: [messages('plays', 'events.plays'), messages('downloads', 'events.downloads')],
  },
  'fan-out': job('fan-out', 'fan-out'),
  interactive: writer('lane interactive', 'dashboard-interactive', messages('chunks', 'dashboard.interactive')),
  batch: writer('lane batch', 'dashboard-batch', messages('chunks', 'dashboard.batch')),
  dashboards: {
    title: 'dashboards',
    kind: 'view, Cassandra',
    alerts: [{ view: 'dashboards' }, { server: 'cassandra' }, { job: 'cassandra' }],
    facts: [
      ...freshness({ view: 'dashboards', lane: 'interactive' }, 'interactive'),
      ...freshness({ view: 'dashboards', lane: 'batch' }, 'batch'),
      messages('completion events', 'dashboard.updates'),
    ],
  },
  closeness: writer('closeness', 'closeness'),
  'closeness-view': view('closeness', 'Cassandra', 'closeness', 'cassandra'),
  search: writer('search', /^search/),
  'search-view': view('search', 'Elasticsearch', /^search/, 'elasticsearch'),
  stats: writer('stats', 'stats'),
  'stats-view': view('stats', 'Cassandra', 'stats', 'cassandra'),
  api: {
    title: 'API',
    kind: 'servers',
    alerts: [{ alertname: /^FanfareApi/ }, { job: 'fanfare-api' }],
    facts: [
      { label: 'requests', of: 'api_requests', as: perSecond },
      { label: 'failed', of: 'api_failed', as: perSecond },
      { label: '99 of 100 within', of: 'api_latency', as: seconds },
      { label: 'open streams', of: 'api_streams', as: count },
    ],
  },
  headroom: list('Room that is left', { of: 'headroom', by: 'what', as: share }),
  doctor: list('Problems that doctor finds', { of: 'problems', by: 'server', as: problems }),
  answers: list('Servers that answer Prometheus', { of: 'servers', by: 'job', as: answers }),
  dependencies: list('What API servers reach', { of: 'api_dependencies', by: 'dependency', as: answers }),
};

function messages(label, topic) {
  return { label, of: 'messages', where: { topic }, as: perSecond };
}

function job(title, name, ...more) {
  const where = { job_name: name };
  return {
    title,
    kind: 'job',
    alerts: [where],
    state: { of: 'job_running', where, pick: least, as: runs, isBad: (value) => value === 0 },
    facts: [
      ...more,
      { label: 'lag', of: 'job_lag', where, as: records },
      { label: 'last checkpoint', of: 'job_checkpoint_age', where, as: (value) => `${seconds(value)} ago` },
      { label: 'restarts', of: 'job_restarts', where, pick: sum, as: count },
      { label: 'dead letters, 10 min', of: 'dead_letters', where, pick: sum, as: count },
    ],
  };
}

/** A job that writes to a store. */
function writer(title, name, ...more) {
  return job(title, name, ...more, {
    label: 'rows written',
    of: 'rows_written',
    where: { job_name: name },
    pick: sum,
    as: perSecond,
  });
}

function view(title, store, name, server) {
  return {
    title,
    kind: `view, ${store}`,
    alerts: [{ view: name }, { server }, { job: server }, { what: server }],
    facts: freshness({ view: name }, 'freshness'),
  };
}

function freshness(where, label) {
  return [
    { label, of: 'freshness', where, as: seconds },
    { label: 'oldest under way', of: 'freshness_pending', where, as: seconds },
  ];
}

/** A line for each value of a query. */
function list(title, query) {
  return { title, kind: '', alerts: [], facts: [], list: query };
}
