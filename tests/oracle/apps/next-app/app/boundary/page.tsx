import { Shell } from './shell';
import { connect } from './server-client';
import { format } from './shared-format';

export default async function Page() {
  await connect();
  return (
    <Shell>
      {format(process.env.NEXT_PUBLIC_SERVER_PAGE_AUTH_TOKEN?.length)}
    </Shell>
  );
}
