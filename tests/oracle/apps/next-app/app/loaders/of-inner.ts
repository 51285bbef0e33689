export default function go() {
  return 'of inner' + location.href;
}
