export const OfRecord = () => <svg id="record" />;
