'use client';
import { useActionState } from 'react';
import { described, fail, guarded, refuse, renew, save } from './actions';

export function Form({ initial }: { initial: object }) {
  const [state, action] = useActionState(save, initial);
  const [second, failing] = useActionState(fail, { token: process.env.FORM_HIDDEN_SECRET_KEY });
  const [third] = useActionState(renew, { token: process.env.FORM_SHOWN_SECRET_KEY });
  const [, refusing] = useActionState(refuse, { ok: Boolean(process.env.FORM_BOOLEAN_SECRET_KEY) });
  return (
    <>
      <form action={action}>
        <button>{state ? 'Save' : 'Try'}</button>
      </form>
      <form action={failing}>
        <button>{second.error ? 'Again' : 'Go'}</button>
      </form>
      <form action={refusing}>
        <button onClick={() => Promise.all([guarded(), described()])}>{third.token}</button>
      </form>
    </>
  );
}
