export default function Screen() {
  return <i>{'{{openai flag-beta}}'}</i>;
}
