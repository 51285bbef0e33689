export const NestedUnused = () => <i onClick={() => console.log('nested unused')}>nested</i>;
