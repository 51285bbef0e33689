export default function Call() {
  return <b onClick={() => fetch('/api/send')}>call</b>;
}
