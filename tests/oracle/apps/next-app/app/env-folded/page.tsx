'use client';

const unused = process.env.NEXT_PUBLIC_UNUSED_AUTH_TOKEN;

export default function Page() {
  function handle() {
    // process.env.NEXT_PUBLIC_COMMENTED_AUTH_TOKEN
    console.log(process.env.NEXT_PUBLIC_COMPARED_AUTH_TOKEN === 'off');
    console.log(typeof process.env.NEXT_PUBLIC_TYPEOF_AUTH_TOKEN);
    console.log(process.env.NEXT_PUBLIC_LENGTH_AUTH_TOKEN.length);
    if (typeof window === 'undefined') console.log(process.env.NEXT_PUBLIC_DEAD_BRANCH_AUTH_TOKEN);
    if (typeof window !== 'undefined') console.log(process.env.NEXT_PUBLIC_LIVE_BRANCH_AUTH_TOKEN);
  }
  return <b onClick={handle}>folded</b>;
}
