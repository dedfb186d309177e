/** The stand-in's own script: mounts the panel, and fetches the page anew. All that it shows stands in the address, and no text is made into markup. */
export const SCRIPT = `
const { hub, connection, agent } = document.body.dataset;
const lang = document.documentElement.lang;
const PARTS = ['funnels', 'record', 'board'];
let panel;

// A document is read as one, without a text in between.
const read = (address) => new Promise((resolve) => {
  const asked = new XMLHttpRequest();
  asked.open('GET', address);
  asked.responseType = 'document';
  asked.onloadend = () => resolve(asked.status === 200 ? asked.response : null);
  asked.send();
});

async function refresh() {
  const address = location.href;
  const fresh = await read(address);
  if (fresh === null || address !== location.href) return;
  const focused = document.activeElement?.getAttribute('href');
  for (const id of PARTS) {
    const [before, after] = [document.getElementById(id), fresh.getElementById(id)];
    if (before.outerHTML !== after.outerHTML) before.replaceWith(document.adoptNode(after));
  }
  if (focused && document.activeElement === document.body) document.querySelector('a[href="' + CSS.escape(focused) + '"]')?.focus({ preventScroll: true });
}

async function go(href) {
  history.replaceState(null, '', href);
  await refresh();
  document.querySelector('.card[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function show(kind, id) {
  const address = new URL(location.href);
  address.searchParams.set('record', kind + '/' + id);
  void go(address.href);
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-soft]') : null;
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.dataset.deal) panel?.context({ dealId: link.dataset.deal });
  void go(link.href);
});

setInterval(refresh, 3000);

if (agent) {
  const { mountPanel } = await import(hub + '/ui/loader.js');
  panel = mountPanel({
    hub, connection, locale: lang, theme: 'auto',
    token: () => fetch('/launch-token?' + new URLSearchParams({ agent, lang }), { method: 'POST' }),
    open: ({ kind, id }) => show(kind, id),
    title: (text) => { document.title = text; },
  });
}
`;
