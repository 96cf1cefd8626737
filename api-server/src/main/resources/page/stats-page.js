/** The page at `/you/stats`: what was counted of somebody's tracks. */
import { hideConnection, showConnection } from './connection.js';
import { Stats } from './stats.js';
import { Visits } from './visits.js';

let stats = null;

const visits = new Visits('stats', { open, close });
visits.begin();

function open(session) {
  stats = new Stats(session, showConnection, (error) => visits.refuse(error));
  stats.open();
}

function close() {
  stats?.close();
  stats = null;
  hideConnection();
}
