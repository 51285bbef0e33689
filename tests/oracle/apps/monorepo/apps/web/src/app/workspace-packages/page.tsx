import { Card } from '@acme/ui';
import { audit } from '@acme/sms/server';
import { Send } from 'components/workspace-packages/send';

export default async function Page() {
  await audit();
  return (
    <Card>
      <Send />
    </Card>
  );
}
