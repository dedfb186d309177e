/** What stands where in the deliveries of any platform (WHK-02, WHK-03). Pure; runs in a browser. */
export type { FieldProblem, FieldRule, Incoming, Json, Mapping, Path, Source, Transform, ValueProblem, ValueType } from './mapping.ts';
