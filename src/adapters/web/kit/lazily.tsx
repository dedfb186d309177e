import { useSignal } from '@preact/signals';
import type { ComponentChild, ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

/** A part whose code is loaded when it is first shown, or before that when it is likely to be. */
export interface Lazily<Props extends object> {
  (props: Props): ComponentChild;
  /** Shown later, it is there at once. */
  prefetch(): void;
}

/** What fails to load is tried again the next time. */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>): Lazily<Props> {
  let loaded: ComponentType<Props> | undefined;
  const fetch = async (): Promise<void> => {
    loaded ??= await load();
  };
  function Lazy(props: Props): ComponentChild {
    const isThere = useSignal(loaded !== undefined);
    useEffect(() => {
      if (isThere.peek()) return;
      void fetch().then(() => {
        isThere.value = true;
      }, () => {});
    }, []);
    const Part = loaded;
    return isThere.value && Part !== undefined ? <Part {...props} /> : <div class="p-body" aria-busy="true" />;
  }
  return Object.assign(Lazy, { prefetch: () => void fetch().catch(() => {}) });
}
