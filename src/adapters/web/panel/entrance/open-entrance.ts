import { signal, type Signal } from '@preact/signals';
import type { LaunchToken } from '../../../../client/index.ts';
import type { HostContext, HostPage } from '../state/panel-state.ts';
import { awaitLine } from './await-line.ts';
import { createLaunching, type Launching } from './launching.ts';
import { isLocale, isTheme, parseFromHost, type FromHost, type FromPanel, type Look, type PanelLocale, type PanelTheme, type Told } from './messages.ts';

export type { PanelLocale, PanelTheme, Told } from './messages.ts';

/** The panel's door to the page that it sits in. Locale and theme are right from the start: the hub wrote them into the page. */
export interface PanelEntrance {
  /** The hub's address, for `createDeskClient`. */
  readonly hubUrl: string;
  /**
   * A launch token of the host's back end, for the page around the panel.
   *
   * @throws {@link DeskProblem} where the host gave none: with its status, and the conditions that fail in `errors`.
   */
  launch(): Promise<LaunchToken>;
  readonly context: Signal<HostContext>;
  readonly locale: Signal<PanelLocale>;
  readonly theme: Signal<PanelTheme>;
  readonly shown: Signal<'yes' | 'no'>;
  readonly host: HostPage;
  tell(what: Told): void;
}

type Known = Pick<PanelEntrance, 'context' | 'locale' | 'theme' | 'shown'>;

/** Opens the door: says hello at once, and is ready for the host as soon as it answers. Called once. */
export function openEntrance(root: HTMLElement = document.documentElement): PanelEntrance {
  const line = awaitLine(new Set(root.dataset['parents']?.split(' ')));
  const known: Known = { context: signal({}), locale: signal(localeOf(root)), theme: signal(themeOf(root)), shown: signal('yes') };
  const launching = createLaunching(line, () => known.locale.value);
  const say = (message: FromPanel): void => void line.then(({ port }) => port.postMessage(message));
  void line.then(({ port }) => {
    port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = parseFromHost(data);
      if (message !== undefined) take(message, { known, launching, root });
    });
    port.start();
    port.postMessage({ t: 'ready' } satisfies FromPanel);
  });
  return {
    ...known, hubUrl: hubOf(location), launch: launching.launch, tell: say,
    host: { open: (what) => say({ address: '', ...what, t: 'open' }), minimize: () => say({ t: 'minimize' }) },
  };
}

function take(message: FromHost, { known, launching, root }: { readonly known: Known; readonly launching: Launching; readonly root: HTMLElement }): void {
  switch (message.t) {
    case 'context': known.context.value = message.context; return;
    case 'shown': known.shown.value = message.shown; return;
    case 'look': wear(message.look, known, root); return;
    case 'token': launching.heard(message.n, message);
  }
}

function wear({ locale, theme }: Look, known: Known, root: HTMLElement): void {
  if (locale !== undefined) known.locale.value = root.lang = locale;
  if (theme !== undefined) known.theme.value = root.dataset['theme'] = theme;
}

const localeOf = ({ lang }: HTMLElement): PanelLocale => (isLocale(lang) ? lang : 'pt-BR');

function themeOf({ dataset }: HTMLElement): PanelTheme {
  const theme = dataset['theme'];
  return isTheme(theme) ? theme : 'auto';
}

/** The page is `/panel/<connection>` of the hub, which may stand below a path of its host. */
const hubOf = ({ origin, pathname }: Location): string => `${origin}${pathname.replace(/\/panel\/[^/]*$/, '')}`;
