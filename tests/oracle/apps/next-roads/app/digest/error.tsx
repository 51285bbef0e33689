'use client';

export default function Failed({ error }: { error: Error & { digest?: string } }) {
  console.log(error.message);
  return <p>{error.digest}</p>;
}
