export default function ErrorPage() {
  return <b onClick={() => console.log('error page')}>error</b>;
}
