/** The class names that hold, in one text. */
export const classes = (...names: readonly (string | false | undefined)[]): string => names.filter((name) => name !== undefined && name !== false && name !== '').join(' ');
