import Other, { shared } from './other';

export default function Page() {
  return (
    <b onClick={() => console.log(shared())}>
      <Other />
    </b>
  );
}
