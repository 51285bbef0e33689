'use client';

export default function Page() {
  return <b onClick={() => console.log(process.env.CARRIER_AUTH_TOKEN)}>config env</b>;
}
