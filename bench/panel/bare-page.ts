/** The least that can be: a page that asks the hub for the same and shows it as text. What it takes is the browser's and the machine's. */
export function barePage(pathname: string): Response | undefined {
  if (pathname === '/bare') return new Response(HTML, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  return pathname === '/bare.js' ? new Response(SCRIPT, { headers: { 'content-type': 'text/javascript' } }) : undefined;
}

const HTML = '<!doctype html><html><head><meta charset="utf-8"><script type="module" src="/bare.js"></script></head><body></body></html>';

const SCRIPT = `const ask = async (path, method = 'GET') => await (await fetch(path, { method })).json();
await ask('/v1/session', 'POST');
const [{ rows }] = await Promise.all([ask('/v1/desk/sessions?limit=50'), ask('/v1/desk/me'), ask('/v1/desk/counts')]);
for (const { name } of rows.slice(0, 10)) {
  const row = document.createElement('p');
  row.className = 's-row';
  row.textContent = name;
  document.body.append(row);
}`;
