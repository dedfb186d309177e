/** What stands where in the deliveries of any platform (WHK-02, WHK-03). Pure; runs in a browser. */
export type { FieldProblem, FieldRule, Incoming, Json, Mapping, Path, Source, Transform, ValueProblem, ValueType } from './mapping.ts';
export { compileMapping, type CompiledMapping, type CompileProblem } from './compile-mapping.ts';
export { eachEvent, mapIncoming, type MappedDelivery, type MappedEvent } from './map-incoming.ts';
export { compileSource, type CompiledSource, type SourceProblem } from './source.ts';
export { parsePath, type ParsedPath, type PathProblem } from './path.ts';
export { wholeOf, type Scope } from './read-path.ts';
export { isLike } from './like.ts';
export { readJson, type JsonProblem } from './read-json.ts';
export { diffMappings, type MappingChange } from './diff-mappings.ts';
export { mergeStructure, type SeenPath, type SeenStructure } from './structure.ts';
export { checkMapping, type KnownField, type KnownFields, type MappingProblem } from './check-mapping.ts';
export type { MappingReason, Mend } from './mending.ts';
export { suggestMapping, type SuggestedMapping, type Suggestion } from './suggest-mapping.ts';
