export default function Inner() {
  return <b onClick={() => console.log('inner')}>inner</b>;
}
