'use client';

import { useParams } from 'next/navigation';

export const unusedByPage = () => console.log('every export of a client page is kept', '{{openai client-page-export}}');

export default function Page() {
  return <b>{useParams().id}</b>;
}
