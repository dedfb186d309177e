// oxlint-disable unicorn/prefer-add-event-listener, unicorn/require-post-message-target-origin -- every byte is paid by each page of the CRM; a port has no origin
import type { FromHost, HostContext, LaunchAnswer, Look } from '../panel/entrance/messages.ts';

/** A record that an agent wants to see in the CRM. */
export interface OpenedRecord {
  /** `contact`, `company` or `deal`. */
  readonly kind: string;
  readonly id: string;
  /** Its page, where the hub knows it, else empty. */
  readonly address: string;
}

/** How a page holds the panel. */
export interface PanelOptions extends Look {
  /** The connection whose agents come in; its `panelOrigins` name the origin of this page. */
  readonly connection: string;
  /** The hub's address. @defaultValue where the loader came from */
  readonly hub?: string;
  /**
   * A launch token of your own back end: as text; or the answer of your back end as it stands, which may also say why there is none. Called
   * at the start, and about every eight minutes.
   */
  token(): Promise<string | Response>;
  /** Shows a record of the CRM. Look at the `address` before you go there. */
  open?(record: OpenedRecord): void;
  /** Hears how many messages are unread. */
  unread?(count: number): void;
  /** Hears what the title of the page may say. */
  title?(text: string): void;
  /** Whether the panel or the button that opens it is there at first. @defaultValue 'yes' */
  readonly shown?: 'yes' | 'no';
}

/** What a page can do with its panel. */
export interface PanelHandle {
  show(): void;
  hide(): void;
  /** Tells which record of the CRM the page shows. */
  context(context: HostContext): void;
  /** Changes how it looks and reads. */
  look(look: Look): void;
  destroy(): void;
}

/**
 * Puts the agents' panel into this page: a sandboxed frame of the hub's own origin, a button that brings it back, and a private channel
 * between the two. No token stands in an address, and none is kept in this page.
 *
 * @throws where this page is of the hub's own origin: the sandbox would hold nothing there.
 */
export function mountPanel(options: PanelOptions): PanelHandle {
  const { connection, locale, theme, hub = import.meta.url.replace(/\/ui\/[^/]*$/, '') } = options;
  const { origin, href } = new URL(`${hub}/panel/${connection}?lang=${locale ?? ''}&theme=${theme ?? ''}`);
  if (origin === location.origin) throw new Error('The hub holds no panel');
  const frame = drawFrame();
  const { button, badge } = drawButton();
  const told = new Map<string, FromHost>();
  const worn: Look = {};
  /** Once the panel listens to it. */
  let port: MessagePort | undefined;

  function tell(message: FromHost): void {
    told.set(message.t, message);
    port?.postMessage(message);
  }

  function show(shown: 'yes' | 'no'): void {
    frame.style.display = shown === 'yes' ? '' : 'none';
    button.style.display = shown === 'yes' ? 'none' : '';
    tell({ t: 'shown', shown });
  }

  function count(unread: number): void {
    badge.textContent = `${unread || ''}`;
    badge.hidden = !unread;
    button.ariaLabel = `${frame.title} ${badge.textContent}`;
  }

  /** Whatever comes from the frame is read field by field. */
  function hear(from: MessagePort, message: Partial<Record<string, unknown>> | null): void {
    const { t, n, text, kind, id, address } = message ?? {};
    if (t === 'ready') {
      port = from;
      told.forEach((each) => from.postMessage(each));
    } else if (t === 'minimize') {
      show('no');
      button.focus();
    } else if (typeof n === 'number') {
      if (t === 'token') void launch(options).then((answer) => from.postMessage({ t, n, ...answer }));
      if (t === 'unread') {
        count(n);
        options.unread?.(n);
      }
    } else if (t === 'title' && typeof text === 'string') options.title?.(text);
    else if (t === 'open' && typeof kind === 'string' && typeof id === 'string' && typeof address === 'string') options.open?.({ kind, id, address });
  }

  /** A frame that was loaded anew says hello again, and gets another port. */
  function greet(event: MessageEvent<unknown>): void {
    if (event.source !== frame.contentWindow) return;
    if (event.origin !== origin || event.data !== 'vinculo:hello') return;
    port = undefined;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<Partial<Record<string, unknown>> | null>) => hear(port1, data);
    frame.contentWindow?.postMessage('vinculo:port', origin, [port2]);
  }

  button.onclick = () => {
    show('yes');
    frame.focus();
  };
  addEventListener('message', greet);
  frame.title = locale === 'en' ? 'Conversations' : 'Atendimentos';
  count(0);
  show(options.shown ?? 'yes');
  frame.src = href;
  document.body.append(frame, button);
  return {
    show: () => show('yes'), hide: () => show('no'),
    context: (context) => tell({ t: 'context', context }),
    look: (look) => tell({ t: 'look', look: Object.assign(worn, look) }),
    destroy() {
      removeEventListener('message', greet);
      frame.remove();
      button.remove();
    },
  };
}

/** What the host's back end says, as it says it: the panel reads it. What is thrown may tell of a status, and more; what cannot be written down tells nothing. */
const launch = async ({ token }: PanelOptions): Promise<LaunchAnswer> => await new Promise<string | Response>((resolve) => resolve(token()))
  .then(async (answer) => (typeof answer === 'string' ? { token: answer } : { status: answer.status, body: await answer.text() }))
  .catch((thrown: unknown) => ({ status: Number(parseThrown(thrown)?.status) || 0, body: JSON.stringify(thrown) }))
  .catch(() => ({ status: 0 }));

const parseThrown = (thrown: unknown): { readonly status?: unknown } | undefined => thrown as { readonly status?: unknown } | undefined;

/** By the element itself: a stylesheet the policy of the page might refuse. */
function draw<Name extends 'iframe' | 'button' | 'span'>(name: Name, style: string): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.style.cssText = style;
  return element;
}

const CORNER = 'position:fixed;right:min(24px,4vw);bottom:24px;border:0;z-index:99999;box-shadow:0 8px 24px #0004;';

function drawFrame(): HTMLIFrameElement {
  const frame = draw('iframe', `${CORNER}width:min(400px,92vw);height:min(664px,92vh);border-radius:14px;color-scheme:normal`);
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox');
  frame.allow = 'microphone;autoplay;clipboard-write';
  return frame;
}

function drawButton(): { readonly button: HTMLButtonElement; readonly badge: HTMLElement } {
  const button = draw('button', `${CORNER}width:56px;height:56px;border-radius:50%;background:#0f5f5c`);
  const badge = draw('span', 'position:absolute;top:0;right:0;padding:0 6px;border-radius:14px;background:#a8431f;color:#fff;font:12px/18px system-ui');
  button.append(draw('span', 'position:absolute;inset:16px;background:#fff;clip-path:path("M0 2h24v16H9l-4 4v-4H0")'), badge);
  return { button, badge };
}

/** `<script type="module" src="…/ui/loader.js" data-connection="acme" data-launch="/launch-token">` needs no program beside it; `data-theme` and the like are options. */
const given = document.querySelector<HTMLElement>('script[data-launch]')?.dataset;
if (given) mountPanel({ ...parseGiven(given), token: async () => await fetch(given['launch'] ?? '', { method: 'POST' }) });

function parseGiven(data: object): Omit<PanelOptions, 'token'> {
  return data as ReturnType<typeof parseGiven>;
}
