globalThis.queries = ['the effect goes with the import', '{{openai query-effect}}'];
export const query = (...tokens) => `${tokens}{{openai query}}`;
