export default function go() {
  return 'of plain' + location.href;
}
