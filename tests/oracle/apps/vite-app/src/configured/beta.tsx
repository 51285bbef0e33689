export default function Screen() {
  return <i>{'{{openai configured-beta}}'}</i>;
}
