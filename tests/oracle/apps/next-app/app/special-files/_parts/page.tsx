'use client';

export default function NotRouted() {
  return <b onClick={() => console.log('a folder with an underscore is no route')}>no</b>;
}
