import type { Diagnosis } from '../../ports/diagnoses.ts';
import { parseJson } from './json.ts';
import type { Row } from './row.ts';

export const translateDiagnosis = ({ connection, at, value }: Row): Diagnosis =>
  ({ connection, at, value: parseJson(value as string | null) }) as Diagnosis;
