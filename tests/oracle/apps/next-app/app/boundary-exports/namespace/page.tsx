import * as client from './client';

export default function Page() {
  return <client.Provider />;
}
