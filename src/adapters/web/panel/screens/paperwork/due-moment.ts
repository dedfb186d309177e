const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** What a date field holds, as a moment with the browser's own offset on that day; nothing where it holds none. */
export function dueMomentOf(local: string): string | undefined {
  const at = LOCAL.test(local) ? new Date(local) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : `${local}:00${offsetOf(-at.getTimezoneOffset())}`;
}

/** The browser's zone, in which a date field is read, as people of that language call it. */
export const zoneHere = (language: string): string =>
  new Intl.DateTimeFormat(language, { timeZoneName: 'longGeneric' }).formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? '';

function offsetOf(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
