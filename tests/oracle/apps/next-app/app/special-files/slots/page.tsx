export default function Page() {
  return <b>slots</b>;
}
