/** The link that skips the bar of a page: it moves the focus, and leaves the address, which names the chosen user. */

const link = document.querySelector('.skip');
const target = document.getElementById('main');

link.addEventListener('click', (event) => {
  event.preventDefault();
  target.focus();
});
