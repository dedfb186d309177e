import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** The log is one stop of Tab: only what stands in its current row can be reached. */
export const RowContext = createContext<0 | -1>(0);

/** For whatever can be focused in a row. */
export const useRowTab = (): 0 | -1 => useContext(RowContext);
