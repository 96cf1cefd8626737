/** Shows comments. What users wrote is inserted as text only. */
import { showLink } from './links.js';
import { showAvatar } from './person.js';
import { createdAt, duration, nameOf, showTime } from './sounds.js';

const template = document.getElementById('comment');

export function commentItem(comment) {
  const item = template.content.firstElementChild.cloneNode(true);
  const find = (selector) => item.querySelector(selector);
  showAvatar(find('.avatar'), comment.user);
  showLink(find('.actor'), comment.user.urn, nameOf(comment.user));
  find('.at').textContent = comment.timestamp ? `at ${duration(Number(comment.timestamp))}` : '';
  find('.body').textContent = comment.body ?? '';
  if (comment.created_at) {
    showTime(find('time'), createdAt(comment));
  }
  return item;
}
