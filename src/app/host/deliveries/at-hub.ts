import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { findHub, type HubWish, type Purpose } from './find-hub.ts';
import type { HubDoor } from './hub-door.ts';

/** The options by which a person names the hub that is meant. */
export const addHubOptions = (command: Command, { words: { help } }: Terminal): Command => command
  .option('--url <url>', help.deliveries.url)
  .option('--key <key>', help.deliveries.key)
  .option('--db <file>', help.deliveries.db)
  .option('--postgres <url>', help.start.postgres)
  .option('--json', help.json);

/** Does something at the hub that is meant, and lets go of it. */
export async function atHub(options: HubWish, terminal: Terminal, act: (door: HubDoor) => Promise<void>, purpose: Purpose = 'look'): Promise<void> {
  const door = await findHub(options, terminal, purpose);
  try {
    await act(door);
  } finally {
    await door.close();
  }
}
