export default function Loading() {
  return <i>one moment</i>;
}
