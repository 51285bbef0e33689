export default function Page({ size }: { size: number }) {
  return <h1>{size}</h1>;
}

Page.getInitialProps = async () => ({ size: 1, key: process.env.INITIAL_PROPS_SECRET_KEY ?? '' });
