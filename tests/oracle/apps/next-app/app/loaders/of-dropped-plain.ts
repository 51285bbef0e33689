export default function go() {
  return 'of dropped plain' + location.href;
}
