'use client';

export default function Aside() {
  return <b onClick={() => console.log('aside')}>aside</b>;
}
