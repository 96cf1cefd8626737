/** How the connection to the server is, in the bar of a page. */

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
  // Set again, it would be read out again.
  if (place.textContent !== STATES[state]) {
    place.textContent = STATES[state];
  }
}

export function hideConnection() {
  place.hidden = true;
}
