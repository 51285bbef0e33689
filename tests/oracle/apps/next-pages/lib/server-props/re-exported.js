globalThis.reExported = '{{openai re-exported-effect}}';
export const getStaticProps = async () => ({ props: { length: '{{openai re-exported}}'.length } });
