export const OfDefault = () => <svg id="default" />;
