/** Shows users. What they wrote is inserted as text only. */
import { initial, line, nameOf, paint, placeOf } from './sounds.js';

const template = document.getElementById('person');

/** The item of a user in a list. */
export function personItem(user, href) {
  const item = template.content.firstElementChild.cloneNode(true);
  item.querySelector('a').href = href;
  item.querySelector('.person-name').textContent = nameOf(user);
  showAbout(item.querySelector('.person-about'), user);
  showAvatar(item.querySelector('.avatar'), user);
  return item;
}

/** Where a user is from, and the full name if it is another. */
export function showAbout(element, user) {
  line(element, [
    user.full_name && user.full_name !== nameOf(user) ? [user.full_name] : [],
    placeOf(user),
  ]);
}

export function showAvatar(element, user) {
  paint(element, user.urn);
  element.textContent = initial(nameOf(user));
}
