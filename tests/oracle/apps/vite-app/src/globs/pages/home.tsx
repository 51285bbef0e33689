export default function Home() {
  return <b onClick={() => console.log('home')}>home</b>;
}
