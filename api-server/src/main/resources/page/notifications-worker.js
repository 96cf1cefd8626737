/**
 * The service worker of web push. It has no token, so it asks the open pages whether what a push is about is still
 * there; what no longer is, it does not show. If no page can answer, it shows the text of the push.
 */

const PATIENCE = 3_000;
const HOME = new URL('./', self.location);

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('push', (event) => event.waitUntil(receive(event.data)));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url));
});

async function receive(data) {
  const push = read(data);
  if (!push) {
    return;
  }
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const answers = await Promise.all(pages.map((page) => ask(page, push)));
  const answer = answers.find((each) => each !== null) ?? null;
  if (answer?.isCurrent === false) {
    const shown = await self.registration.getNotifications({ tag: push.id });
    shown.forEach((notification) => notification.close());
    return;
  }
  await self.registration.showNotification(answer?.title ?? push.title, {
    body: answer?.body ?? push.body,
    tag: push.id,
    icon: new URL('page/icon.svg', HOME).href,
    data: { url: push.url },
  });
}

/** The fields of a push; null if it is none of ours. */
function read(data) {
  try {
    const { id, title, body, url, count } = data.json();
    return { id: String(id), title: String(title), body: String(body ?? ''), url, count: Number(count ?? 1) };
  } catch {
    return null;
  }
}

/** What a page knows about a push; null if it does not know, or does not answer. */
function ask(page, { id, count }) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    const timer = setTimeout(() => resolve(null), PATIENCE);
    channel.port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      channel.port1.close();
      resolve(data ?? null);
    };
    page.postMessage({ type: 'is-current', id, count }, [channel.port2]);
  });
}

async function open(text) {
  const url = target(text);
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find((each) => url.href === HOME.href ? each.url.startsWith(HOME.href) : each.url === url.href);
  return page ? page.focus() : self.clients.openWindow(url.href);
}

/** Where a click leads: to this site, or elsewhere with TLS only. */
function target(text) {
  try {
    const url = new URL(text ?? HOME, HOME);
    return url.origin === HOME.origin || url.protocol === 'https:' ? url : HOME;
  } catch {
    return HOME;
  }
}
