export const OfArray = () => <svg id="array" />;
