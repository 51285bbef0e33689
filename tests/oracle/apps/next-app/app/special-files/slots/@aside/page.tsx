'use client';

export default function AsidePage() {
  return <b onClick={() => console.log('aside page')}>aside</b>;
}
