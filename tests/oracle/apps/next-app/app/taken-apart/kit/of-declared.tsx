export const OfDeclared = () => <svg id="declared" />;
