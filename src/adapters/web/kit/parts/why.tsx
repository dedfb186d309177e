import type { ComponentChild } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface WhyProps {
  readonly id: string;
  readonly because: string | undefined;
}

/**
 * Why something may not be done. It is shown over its button on pointing and on focus, and read out as its description; being hidden from
 * the reading order it is no part of the button's name.
 */
export const Why = ({ id, because }: WhyProps): ComponentChild => (because === undefined ? null : <Bubble id={id} because={because} />);

function Bubble({ id, because }: { readonly id: string; readonly because: string }): ComponentChild {
  const bubble = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const shown = bubble.current;
    const button = shown?.parentElement ?? null;
    if (shown === null || button === null) return;
    const place = (): void => placeWithin(shown, button);
    button.addEventListener('pointerenter', place);
    button.addEventListener('focus', place);
    return () => {
      button.removeEventListener('pointerenter', place);
      button.removeEventListener('focus', place);
    };
  }, []);
  return <span ref={bubble} id={id} class="why" aria-hidden="true">{because}</span>;
}

/** On the side where the page has room. */
function placeWithin(shown: HTMLElement, button: HTMLElement): void {
  const { left, right, top } = button.getBoundingClientRect();
  shown.classList.toggle('start', (left + right) / 2 < window.innerWidth / 2);
  shown.classList.toggle('below', top < window.innerHeight / 4);
}
