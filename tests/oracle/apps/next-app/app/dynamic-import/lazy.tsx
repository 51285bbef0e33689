export default function Lazy() {
  return <b>lazy {Date.now()}</b>;
}
