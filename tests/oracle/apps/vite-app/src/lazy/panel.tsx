export default function Panel() {
  return <b onClick={() => console.log('{{openai panel}}')}>panel</b>;
}
