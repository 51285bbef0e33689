export const OfAlias = () => <svg id="alias" />;
