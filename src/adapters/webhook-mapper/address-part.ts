/**
 * A text as one part of an address. Half a letter, which JSON may hold, has no encoding, and is written as an unknown one;
 * dots alone would lead to another place.
 */
export const addressPart = (text: string): string => encodeURIComponent(text.toWellFormed()).replace(/^\.+$/, '_');
