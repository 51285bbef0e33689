export default function Page() {
  return <p>Rewritten</p>;
}
