/** A file's name as its signs follow each other: what turns a text around would show another ending than it has. */
export const shownName = (name: string): string => name.replaceAll(/[\p{Bidi_Control}\p{Cc}]/gu, '');
