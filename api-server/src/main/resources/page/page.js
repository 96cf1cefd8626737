/** The page at `/`: a user's dashboard, and the search above it. */
import { hideConnection, showConnection } from './connection.js';
import { Feed } from './feed.js';
import { Notifications } from './notifications.js';
import { Search } from './search.js';
import { Visits } from './visits.js';

let feed = null;
let search = null;
let notifications = null;

const visits = new Visits('dashboard', { open, close });
visits.begin();

function open(session) {
  notifications = new Notifications(session, signOut);
  notifications.open();
  feed = new Feed(session, showConnection, signOut, () => notifications?.changed());
  feed.open();
  search = new Search(session, signOut);
  search.open();
}

function close() {
  notifications?.close();
  notifications = null;
  feed?.close();
  feed = null;
  search?.close();
  search = null;
  hideConnection();
}

function signOut(error) {
  visits.signOut(error);
}
