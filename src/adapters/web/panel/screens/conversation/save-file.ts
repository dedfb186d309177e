import type { ShelvedFile } from './file-shelf.ts';

/** Hands a file to the browser's downloads; it is never opened as a page. */
export function saveFile({ url }: Pick<ShelvedFile, 'url'>, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
