export default function Screen() {
  return <i>{'{{openai configured-live}}'}</i>;
}
