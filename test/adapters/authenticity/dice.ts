/** Random choices that follow from a seed alone: much faster than shrinkable ones, where 70,000 cases are tried. */
export interface Dice {
  /** From 0 up to and without the limit. */
  below(limit: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** Letters of many scripts, signs that forms and addresses escape, and now and then nothing special. */
  text(longest: number): string;
  bytes(count: number): Uint8Array;
}

const LETTERS = [...'abcXYZ019 .,:;+&=%/?#@!\'"(){}[]\\_-~\n\táçãõÇß漢字🙂👩‍💻\u0000\u200b'];

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 16), 0x45d9f3b);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    text: (longest) => Array.from({ length: below(longest + 1) }, () => LETTERS[below(LETTERS.length)]).join(''),
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  };
}

/** One character changed into its neighbour, somewhere. */
export function changedSomewhere(dice: Dice, text: string): string {
  const at = dice.below(text.length);
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
}

/** A JSON body with whatever people write. */
export const aBody = (dice: Dice): string => JSON.stringify({ id: dice.below(1e9), nome: dice.text(20), itens: [dice.text(5), null, dice.below(9) / 4] });

export const aSecret = (dice: Dice): string => dice.text(24) + dice.below(1e9).toString(36);
