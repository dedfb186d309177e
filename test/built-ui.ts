import { buildUi } from '../tools/ui.ts';

/** What the hub serves to browsers is built before the first test, where it is older than its sources. */
export async function setup(): Promise<void> {
  await buildUi();
}
