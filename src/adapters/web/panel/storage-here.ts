import type { KeptTexts } from './state/agent-shelf.ts';

/** The browser's storage. One that gives a frame of another origin none throws at its very name; then nothing is kept, and the panel works. */
export function storageHere(): KeptTexts {
  try {
    return localStorage;
  } catch {
    return { length: 0, key: () => null, getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
}
