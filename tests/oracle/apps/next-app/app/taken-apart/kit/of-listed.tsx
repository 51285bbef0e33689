export const OfListed = () => <svg id="listed" />;
