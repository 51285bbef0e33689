export default function Widget() {
  return <i onClick={() => console.log('no directive is needed here')}>widget</i>;
}
