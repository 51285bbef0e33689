export default function go() {
  return 'of dropped hook' + location.href;
}
