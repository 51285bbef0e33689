export const getServerSideProps = () => ({
  redirect: { destination: `https://example.com/?state=${process.env.PROPS_REDIRECT_SECRET_KEY}`, permanent: false },
});

export default function Page() {
  return null;
}
