import { useEffect, useRef } from 'preact/hooks';

/** Whether this part is still shown: what ends later leads nobody away from where they are by then. */
export function useIsHere(): { readonly current: boolean } {
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return isHere;
}
