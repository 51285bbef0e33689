export default function go() {
  return 'of list' + location.href;
}
