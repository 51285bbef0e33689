export const generateStaticParams = () => [{ name: `k-${process.env.PARAM_SECRET_KEY}` }, { name: 'plain' }];

export default async function Page({ params }: { params: Promise<{ name: string }> }) {
  return <p>{(await params).name.length}</p>;
}
