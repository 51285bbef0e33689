export const OfMethod = () => <svg id="method" />;
