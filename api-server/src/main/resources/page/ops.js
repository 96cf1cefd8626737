/** The page for operators: asks how the pipeline is every few seconds, and shows it. */
import { getJson } from './api.js';
import { showConnection } from './connection.js';
import { setCount, setText } from './figures.js';
import { NODES } from './ops-nodes.js';
import { find, matches, UNKNOWN } from './ops-values.js';
import { Polling } from './polling.js';

const problem = document.getElementById('problem');
const asOf = document.getElementById('as-of');
const alertList = document.getElementById('alerts');
const alertMessage = document.getElementById('alerts-message');
const NOT_LABELS = ['__name__', 'alertname', 'alertstate', 'severity'];

let series = {};

const places = [...document.querySelectorAll('[data-node]')].map((place) => {
  const node = NODES[place.dataset.node];
  const title = element('h3', node.title);
  const kind = element('p', node.kind, 'kind');
  const state = element('p', '', 'state');
  const facts = document.createElement('dl');
  place.append(title, kind, state, facts);
  return { place, node, state, facts };
});

show(null);
new Polling({
  async poll(signal) {
    const answer = await getJson('ops/state', { signal });
    problem.hidden = true;
    showConnection('live');
    show(answer);
  },
  failed(error) {
    showConnection('waiting');
    setText(problem, error.message);
    problem.hidden = false;
    // What was true some time ago would be taken for what is true now.
    show(null);
  },
}).start();

function show(answer) {
  series = answer?.series ?? {};
  if (answer) {
    asOf.dateTime = answer.as_of;
    setText(asOf, new Date(answer.as_of).toLocaleTimeString());
  }
  const firing = valuesOf('alerts').map(({ labels }) => labels);
  // A Prometheus that knows nothing of the pipeline knows of no alert, either.
  showAlerts(firing, valuesOf('servers').length > 0 || valuesOf('problems').length > 0);
  places.forEach((place) => showNode(place, firing));
}

function valuesOf(name) {
  return series[name] ?? [];
}

function showAlerts(firing, isKnown) {
  setText(alertMessage, !isKnown ? 'Not known now.' : firing.length === 0 ? 'No alert fires.' : `${firing.length} firing:`);
  alertMessage.dataset.state = !isKnown ? 'unknown' : firing.length === 0 ? 'good' : 'bad';
  const groups = grouped(firing);
  const lines = setCount(alertList, groups.length, () => {
    const line = document.createElement('li');
    line.append(element('strong', ''), element('span', '', 'labels'), element('span', '', 'runbook'));
    return line;
  });
  groups.forEach(([name, alerts], index) => {
    const [title, about, runbook] = lines[index].children;
    lines[index].dataset.severity = alerts[0].severity;
    setText(title, name);
    setText(about, [alerts[0].severity, ...alerts.map(subject).sort()].filter(Boolean).join('; '));
    setText(runbook, `deploy/runbooks/${name}.md`);
  });
}

/** A line for each name: with a server, many views and jobs stand still. Pages come before tickets. */
function grouped(firing) {
  const groups = new Map();
  firing.forEach((labels) => groups.set(labels.alertname, [...(groups.get(labels.alertname) ?? []), labels]));
  const rank = ([name, [{ severity }]]) => `${severity} ${name}`;
  return [...groups].sort((a, b) => rank(a).localeCompare(rank(b)));
}

/** What an alert is about. Where it was measured matters only if nothing else does. */
function subject(labels) {
  const own = Object.entries(labels).filter(([label]) => !NOT_LABELS.includes(label));
  const precise = own.filter(([label]) => !['job', 'instance'].includes(label));
  return (precise.length > 0 ? precise : own).map(([label, value]) => `${label} ${value}`).join(', ');
}

function showNode({ place, node, state, facts }, firing) {
  const about = firing.filter((labels) => node.alerts.some((where) => matches(labels, where)));
  const running = node.state && find(valuesOf(node.state.of), node.state.where, node.state.pick);
  const words = about.map(({ alertname }) => alertname);
  if (node.state && running !== null) {
    words.unshift(node.state.as(running));
  }
  const isBad = about.length > 0 || (node.state && running !== null && node.state.isBad(running));
  place.dataset.state = isBad ? 'bad' : 'good';
  setText(state, [...new Set(words)].join(', '));
  state.hidden = words.length === 0;
  const lines = node.list ? linesOf(node.list) : node.facts.map(lineOf);
  setCount(facts, lines.length, () => {
    const line = document.createElement('div');
    line.append(document.createElement('dt'), document.createElement('dd'));
    return line;
  });
  lines.forEach(([label, value], index) => {
    const [term, text] = facts.children[index].children;
    setText(term, label);
    setText(text, value);
  });
}

function lineOf({ label, of, where, pick, as }) {
  const value = find(valuesOf(of), where, pick);
  return [label, value === null ? UNKNOWN : as(value)];
}

function linesOf({ of, by, as }) {
  const lines = valuesOf(of).map(({ labels, value }) => [labels[by], as(value)]);
  return lines.length === 0 ? [[UNKNOWN, '']] : lines.sort(([a], [b]) => a.localeCompare(b));
}

function element(name, text, className = '') {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}
