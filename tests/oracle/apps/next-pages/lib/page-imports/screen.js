export default function Screen() {
  return <b onClick={() => console.log('screen of a page that re-exports')}>screen</b>;
}
