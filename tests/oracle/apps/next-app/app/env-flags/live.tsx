export default function Screen() {
  return <i>{'{{openai flag-live}}'}</i>;
}
