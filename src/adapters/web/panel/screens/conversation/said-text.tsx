import type { ComponentChild } from 'preact';
import { useRowTab } from './row-context.ts';
import { piecesOf } from './text-pieces.ts';

/** What was said, in the language of those who say it, with its addresses to be opened. */
export function SaidText({ text }: { readonly text: string }): ComponentChild {
  const tabIndex = useRowTab();
  return (
    <span class="text" lang="pt-BR">
      {piecesOf(text).map((piece, index) => (piece.is === 'text' ? piece.text : <a key={index} href={piece.href} tabIndex={tabIndex} target="_blank" rel="noopener noreferrer nofollow">{piece.text}</a>))}
    </span>
  );
}
