import './client-bare';

export default function Page() {
  return <b>bare</b>;
}
