import Link from 'next/link';

export default function HomePage() {
  return (
    <section className="card">
      <h1>Lantern</h1>
      <p>Neighbourhood news, delivered after dark.</p>
      <Link className="button" href="/sign-up">
        Sign up
      </Link>
    </section>
  );
}
