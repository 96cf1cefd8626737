/** Links to the page of a user, track or playlist. */

const CATALOGUE = new URL('../catalogue', import.meta.url);

/** Gives a link its text, in the text's own direction, and the page of a row as its target. */
export function showLink(link, urn, text) {
  const isolated = document.createElement('bdi');
  isolated.textContent = text;
  link.replaceChildren(isolated);
  link.href = pageOf(urn);
}

/** A link to the page of a row. */
export function newLink(urn, text) {
  const link = document.createElement('a');
  showLink(link, urn, text);
  return link;
}

/** The page of a row; it leads back to the dashboard of the user who is chosen here. */
export function pageOf(urn) {
  const page = new URL(CATALOGUE);
  page.search = `?urn=${urn}`;
  page.hash = location.hash;
  return page.href;
}
