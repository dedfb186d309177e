/** A text as people look for it: without case, without accents. */
export const foldText = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}+/gu, '').toLowerCase();
