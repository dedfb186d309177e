/** A page is read at once; more would hold the database's reader. */
export const MAX_ROWS = 200;

/** How many rows a page has when nobody says. */
export const CHECKED_ROWS = 50;
