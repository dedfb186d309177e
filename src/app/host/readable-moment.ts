import { formatInstant, parseInstant } from '../../domain/index.ts';
import { DEFAULT_TIME_ZONE } from '../config.ts';
import type { Terminal } from './terminal.ts';

/** A moment as people read it, on every table alike. A hub does not tell the time zone of its people; JSON keeps UTC. */
export function readableMoment(moment: string, { language }: Pick<Terminal, 'language'>): string {
  const read = parseInstant(moment);
  return read.ok ? formatInstant(read.value, language, DEFAULT_TIME_ZONE, 'second') : moment;
}
