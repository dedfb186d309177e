/** A list that has a first element. */
export type NonEmpty<Element> = readonly [Element, ...Element[]];

/** Whether a list has a first element. */
export const isNonEmpty = <Element>(list: readonly Element[]): list is NonEmpty<Element> => list.length > 0;
