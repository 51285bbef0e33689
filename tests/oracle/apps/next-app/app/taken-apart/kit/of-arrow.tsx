export const OfArrow = () => <svg id="arrow" />;
