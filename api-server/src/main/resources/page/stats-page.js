/** The page at `/you/stats`: the stats of a user's tracks. */
import { hideConnection, showConnection } from './connection.js';
import { Stats } from './stats.js';
import { Visits } from './visits.js';

let stats = null;

const visits = new Visits('stats', { open, close });
visits.begin();

function open(session) {
  stats = new Stats(session, showConnection, (error) => visits.signOut(error));
  stats.open();
}

function close() {
  stats?.close();
  stats = null;
  hideConnection();
}
