export default function go() {
  return 'of hook' + location.href;
}
