export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  return <p>{(await params).key.length}</p>;
}
