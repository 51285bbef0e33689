export const dynamic = 'force-dynamic';

export async function generateMetadata() {
  return { title: 'Markup', openGraph: { images: [`https://example.com/og?key=${process.env.METADATA_SECRET_KEY}`] } };
}

export default async function Page() {
  const boot = { api: '/api', key: process.env.SCRIPT_SECRET_KEY };
  const authorization = `Bearer ${process.env.HEADER_ONLY_SECRET_KEY}`;
  const known = await fetch('http://127.0.0.1:9/', { headers: { authorization } }).catch(() => null);
  return (
    <main>
      <p>{process.env.TEXT_SECRET_KEY}</p>
      <input type="hidden" defaultValue={process.env.HIDDEN_SECRET_KEY} />
      <img alt="" src={`https://example.com/map?key=${process.env.IMAGE_SECRET_KEY}`} />
      <script dangerouslySetInnerHTML={{ __html: `window.boot = ${JSON.stringify(boot)}` }} />
      {process.env.GUARD_SECRET_KEY && <i>on</i>}
      {process.env.CONDITION_SECRET_KEY ? <i>on</i> : null}
      {known ? 'up' : 'down'}
    </main>
  );
}
