export default function Home() {
  return <h1>Oracle</h1>;
}
