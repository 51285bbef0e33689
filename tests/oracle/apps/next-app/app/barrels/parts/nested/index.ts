export { Nested } from './nested';
export { NestedUnused } from './nested-unused';
