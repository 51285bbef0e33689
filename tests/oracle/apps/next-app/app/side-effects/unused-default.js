export default function nothing() {
  return '{{openai unused-default}}';
}
