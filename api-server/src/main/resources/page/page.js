/** The page at `/`: somebody's dashboard, and the search above it. */
import { hideConnection, showConnection } from './connection.js';
import { Feed } from './feed.js';
import { Search } from './search.js';
import { Visits } from './visits.js';

let feed = null;
let search = null;

const visits = new Visits('dashboard', { open, close });
visits.begin();

function open(session, choosing) {
  feed = new Feed(session, showConnection, refuse);
  feed.open();
  search = new Search(session, refuse, choosing);
  search.open();
}

function close() {
  feed?.close();
  feed = null;
  search?.close();
  search = null;
  hideConnection();
}

function refuse(error) {
  visits.refuse(error);
}
