export default function go() {
  return 'of dropped inner' + location.href;
}
