'use client';

const tested = process.env.NEXT_PUBLIC_CONSTANT_TESTED_AUTH_TOKEN;
const compared = process.env.NEXT_PUBLIC_CONSTANT_COMPARED_AUTH_TOKEN;
const measured = process.env.NEXT_PUBLIC_CONSTANT_LENGTH_AUTH_TOKEN;
const isSet = Boolean(process.env.NEXT_PUBLIC_BOOLEAN_AUTH_TOKEN);
const unused = process.env.NEXT_PUBLIC_UNUSED_AUTH_TOKEN;
const service = { key: process.env.NEXT_PUBLIC_MEMBER_UNREAD_AUTH_TOKEN, region: 'eu' };
const other = { key: process.env.NEXT_PUBLIC_MEMBER_READ_AUTH_TOKEN, region: 'us' };

export default function Page() {
  function handle() {
    // process.env.NEXT_PUBLIC_COMMENTED_AUTH_TOKEN
    console.log(process.env.NEXT_PUBLIC_COMPARED_AUTH_TOKEN === 'off');
    console.log(typeof process.env.NEXT_PUBLIC_TYPEOF_AUTH_TOKEN);
    console.log(process.env.NEXT_PUBLIC_LENGTH_AUTH_TOKEN.length);
    if (tested) console.log('tested', isSet);
    console.log(compared === 'off', measured.length, !process.env.NEXT_PUBLIC_NEGATED_AUTH_TOKEN);
    switch (process.env.NEXT_PUBLIC_SWITCHED_AUTH_TOKEN) {
      case 'on':
        console.log('on');
        break;
      default:
        console.log('off');
    }
    switch (process.env.NODE_ENV) {
      case 'development':
        console.log(process.env.NEXT_PUBLIC_DEAD_CASE_AUTH_TOKEN);
    }
    const never = () => process.env.NEXT_PUBLIC_NEVER_CALLED_AUTH_TOKEN;
    void process.env.NEXT_PUBLIC_VOIDED_AUTH_TOKEN;
    console.log(service.region, other.region, other.key, process.env.NEXT_PUBLIC_FIRST_LETTER_AUTH_TOKEN[0]);
    if (typeof window === 'undefined') console.log(process.env.NEXT_PUBLIC_DEAD_BRANCH_AUTH_TOKEN);
    if (typeof window !== 'undefined') console.log(process.env.NEXT_PUBLIC_LIVE_BRANCH_AUTH_TOKEN);
  }
  return <b onClick={handle}>folded</b>;
}
