export const Glyph = () => <svg />;
