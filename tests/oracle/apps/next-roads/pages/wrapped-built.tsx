export async function getServerSideProps() {
  const result: { props: Record<string, unknown> } = { props: {} };
  result.props.key = process.env.WRAPPED_PUT_SECRET_KEY;
  const { props } = result;
  const shown = result.props;
  shown.more = process.env.WRAPPED_ALIAS_SECRET_KEY;
  props.count = (process.env.WRAPPED_COUNT_SECRET_KEY ?? '').length;
  return result;
}

export default function Page() {
  return <h1>Built</h1>;
}
