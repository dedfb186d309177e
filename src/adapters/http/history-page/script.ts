/**
 * What the page does: plain JavaScript for any browser of these years. All that is foreign goes in as text, never as markup; files are asked for with
 * the key and played from memory, so that no address holds a key.
 */
export const SCRIPT = `const texts = JSON.parse(document.body.dataset.texts);
const [, , connection, protocol] = location.pathname.split('/');
const [who, key, note, lines] = ['who', 'key', 'note', 'lines'].map((id) => document.getElementById(id));
const moment = new Intl.DateTimeFormat(texts.language, { dateStyle: 'short', timeStyle: 'medium' });
let bearer = '';
let base = '/v1/connections/' + connection + '/sessions/' + protocol;

document.title = document.querySelector('h1').textContent = texts.title + ' ' + decodeURIComponent(protocol);

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const ask = async (path) => await fetch(base + path, { headers: { authorization: 'Bearer ' + bearer } });

const spoken = { client: texts.client, agent: texts.agent, bot: texts.bot };

async function show(name, holder, asAudio) {
  const response = await ask('/files/' + encodeURIComponent(name));
  if (!response.ok) return holder.replaceChildren(texts.missing);
  const blob = await response.blob();
  const address = URL.createObjectURL(blob);
  if (asAudio || blob.type.startsWith('audio/')) return holder.replaceChildren(element('audio', { controls: true, src: address, autoplay: true }));
  if (blob.type.startsWith('image/')) return holder.replaceChildren(element('img', { src: address, alt: texts.file }));
  const link = element('a', { href: address, download: decodeURIComponent((response.headers.get('content-disposition') ?? '').split("''")[1] ?? 'arquivo') });
  link.click();
}

function file(name, label, asAudio) {
  const holder = element('div');
  holder.append(element('button', { type: 'button', textContent: label, onclick: () => void show(name, holder, asAudio).catch(() => holder.replaceChildren(texts.failed)) }));
  return holder;
}

function line(entry) {
  const at = element('small', { textContent: moment.format(new Date(entry.at)) });
  if (entry.type === 'message') {
    const { message } = entry;
    if (message.by === 'system') return element('li', { className: 'system' }, element('p', { textContent: [texts.lines[message.line ?? 'other'], message.text].filter(Boolean).join(' · ') }), at);
    const name = [spoken[message.by], message.authorName].filter(Boolean).join(' · ');
    return element('li', { className: message.by },
      element('small', { textContent: name }), ...(message.line === 'message-removed' ? [element('p', { textContent: texts.removed })] : []),
      ...(message.text === undefined ? [] : [element('p', { textContent: message.text })]),
      ...(message.media === undefined ? [] : [file(message.id, message.media.name ?? texts.file, message.kind === 'audio')]), at);
  }
  if (entry.type === 'comment') {
    return element('li', { className: 'comment' }, element('small', { textContent: [texts.comment, entry.comment.author].filter(Boolean).join(' · ') }), element('p', { textContent: entry.comment.text }), at);
  }
  const told = entry.type === 'transfer' ? [texts.transfer, entry.group?.name, entry.agent?.name].filter(Boolean).join(' · ') : texts.ended;
  return element('li', { className: entry.type }, element('p', { textContent: told }), at);
}

async function open() {
  note.textContent = texts.loading;
  const response = await ask('/history');
  if (!response.ok) {
    note.textContent = response.status === 401 || response.status === 403 ? texts.refused : response.status === 404 ? texts.missing : texts.failed;
    return;
  }
  const history = await response.json();
  note.textContent = history.lines.length + history.recordings.length === 0 ? texts.empty : '';
  who.hidden = true;
  lines.replaceChildren(...history.lines.map(line), ...history.recordings.map(({ number, at }) => element('li', { className: 'client' },
    element('small', { textContent: texts.recording + (at === undefined ? '' : ' · ' + moment.format(new Date(at))) }), file('recording:' + number, texts.recording, true))));
}

const opened = () => void open().catch(() => { note.textContent = texts.failed; });

who.onsubmit = (event) => {
  event.preventDefault();
  bearer = key.value.trim();
  key.value = '';
  opened();
};

/** A host that knows who is there sends them on with a launch token behind the #, which no server is sent. */
const launch = new URLSearchParams(location.hash.slice(1)).get('launch');
if (launch !== null) {
  history.replaceState(null, '', location.pathname);
  const response = await fetch('/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: launch, origin: location.origin }) });
  if (response.ok) {
    ({ bearer } = await response.json());
    base = '/v1/desk/sessions/' + protocol;
    opened();
  } else note.textContent = texts.refused;
}
`;
