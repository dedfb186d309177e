/** What finds a row of a list again that was drawn anew meanwhile. */
const MARKS = ['id', 'data-protocol', 'data-send'] as const;

/** Notes what has the focus now; what it gives puts the focus back there, once the screen is drawn. */
export function rememberFocus(): () => void {
  const opener = document.activeElement;
  const mark = MARKS.map((name) => [name, opener?.getAttribute(name)] as const).find(([, value]) => value !== null && value !== undefined);
  return () => requestAnimationFrame(() => requestAnimationFrame(() => {
    const again = mark === undefined ? null : document.querySelector(`[${mark[0]}="${CSS.escape(mark[1] ?? '')}"]`);
    const target = again ?? (opener?.isConnected === true ? opener : document.querySelector('#panel button'));
    if (target instanceof HTMLElement && target !== document.activeElement) target.focus();
  }));
}
