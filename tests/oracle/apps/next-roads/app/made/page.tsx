import { cloneElement, createElement } from 'react';
import { Shown } from './shown';
import { withKey } from './with-key';

export const dynamic = 'force-dynamic';

const WithKey = withKey(Shown);

function Slot({ as: As }: { as: typeof Shown }) {
  return <As value={process.env.MADE_SLOT_SECRET_KEY} />;
}

export default function Page() {
  return (
    <main>
      {createElement(Shown, { value: process.env.MADE_CREATED_SECRET_KEY })}
      {cloneElement(<Shown />, { value: process.env.MADE_CLONED_SECRET_KEY })}
      {createElement('p', { id: 'x' }, process.env.MADE_PRINTED_SECRET_KEY)}
      {createElement('p', null, String(Boolean(process.env.MADE_TOLD_SECRET_KEY)))}
      <WithKey />
      <Slot as={Shown} />
    </main>
  );
}
