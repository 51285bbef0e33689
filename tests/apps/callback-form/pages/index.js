import CallbackForm from 'components/CallbackForm';

export default function Home() {
  return (
    <main>
      <h1>{process.env.NEXT_PUBLIC_OFFICE_NAME}</h1>
      <CallbackForm />
    </main>
  );
}
