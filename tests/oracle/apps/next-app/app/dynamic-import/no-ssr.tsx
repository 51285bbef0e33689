export default function NoSsr() {
  return <b>no ssr {Date.now()}</b>;
}
