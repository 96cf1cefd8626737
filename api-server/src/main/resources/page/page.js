/** The page at `/`: a user's dashboard, and the search above it. */
import { hideConnection, showConnection } from './connection.js';
import { Feed } from './feed.js';
import { Search } from './search.js';
import { Visits } from './visits.js';

let feed = null;
let search = null;

const visits = new Visits('dashboard', { open, close });
visits.begin();

function open(session, canChoose) {
  feed = new Feed(session, showConnection, signOut);
  feed.open();
  search = new Search(session, signOut, canChoose);
  search.open();
}

function close() {
  feed?.close();
  feed = null;
  search?.close();
  search = null;
  hideConnection();
}

function signOut(error) {
  visits.signOut(error);
}
