import { Form } from './form';
import { audit } from './audit';

export default function Page() {
  async function inline(data: FormData) {
    'use server';
    await audit('{{openai inline-action}}', data);
  }
  return (
    <>
      <Form />
      <form action={inline}>
        <button>inline</button>
      </form>
    </>
  );
}
