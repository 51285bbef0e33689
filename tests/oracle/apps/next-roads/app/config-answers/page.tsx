export default function Page() {
  return <p>Headers come from the configuration.</p>;
}
