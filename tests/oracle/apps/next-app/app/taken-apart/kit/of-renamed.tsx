export const OfRenamed = () => <svg id="renamed" />;
