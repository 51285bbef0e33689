export const Nested = () => <i onClick={() => console.log('nested')}>nested</i>;
