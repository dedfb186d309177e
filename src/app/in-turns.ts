/** How long one goes on before others get their turn. */
const TURN_MS = 10;

/** Makes something of each, one after the other. A delivery may hold a thousand events, and whoever else has something to do is not to wait for all of them. */
export async function inTurns<Item, Made>(items: Iterable<Item>, make: (item: Item) => Made | Promise<Made>): Promise<readonly Made[]> {
  const all: Made[] = [];
  let begun = performance.now();
  for (const item of items) {
    all.push(await make(item));
    if (performance.now() - begun < TURN_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    begun = performance.now();
  }
  return all;
}
