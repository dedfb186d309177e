/** The CRM's page: it tells of its record at once, long before the panel is there. */
export const crmPage = (hub: string): string => `<!doctype html><html lang="pt-BR"><title>CRM</title><body><script type="module">
import { mountPanel } from '${hub}/ui/loader.js';
window.heard = { opened: [], unread: [], titles: [] };
window.panel = mountPanel({
  connection: 'acme',
  token: () => fetch('/token' + location.search),
  open: (record) => heard.opened.push(record), unread: (count) => heard.unread.push(count), title: (text) => heard.titles.push(text),
});
panel.context({ dealId: 77 });
</script></body></html>`;

/** The panel in a page of the CRM that holds it by itself, beside another frame of the CRM. */
export const bareCrm = (hub: string): string => `<!doctype html><title>bare</title><body><iframe src="${hub}/panel/acme"></iframe><iframe src="/sibling"></iframe>`;

export const framing = (address: string): string => `<!doctype html><title>evil</title><body><iframe src="${address}"></iframe>`;

/** Says hello as the panel does, and keeps what it is answered. */
export const EVIL_HELLO = `<!doctype html><title>hello</title><body><script>
window.got = [];
addEventListener('message', (event) => got.push({ data: event.data, ports: event.ports.length }));
parent.postMessage('vinculo:hello', '*');
</script>`;

/** Were there no policy, this page would hold the panel and send it a port. */
export const hostileWithoutPolicy = (hub: string): string => framing(`${hub}/unguarded/panel/acme`);
