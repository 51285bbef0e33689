export default function go() {
  return 'of dropped list' + location.href;
}
