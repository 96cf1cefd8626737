/** Shows the state of the connection to the server in the bar of a page. */

const place = document.getElementById('connection');
const STATES = {
  connecting: 'Connecting…',
  live: 'Live',
  waiting: 'Reconnecting…',
  offline: 'Offline',
  paused: 'Paused',
  ended: 'Signed out',
};

export function showConnection(state) {
  place.hidden = false;
  place.dataset.state = state;
  // A screen reader would read the same text again.
  if (place.textContent !== STATES[state]) {
    place.textContent = STATES[state];
  }
}

export function hideConnection() {
  place.hidden = true;
}
