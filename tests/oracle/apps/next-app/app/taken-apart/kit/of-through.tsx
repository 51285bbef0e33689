export const OfThrough = () => <svg id="through" />;
