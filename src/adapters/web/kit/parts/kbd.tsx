import type { ComponentChild } from 'preact';

/** A key, or keys that are pressed together: `Alt+T`. */
export const Kbd = ({ keys }: { readonly keys: string }): ComponentChild => keys.split('+').map((key) => <kbd key={key}>{key}</kbd>);
