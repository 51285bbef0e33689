import { Form } from './form';

export const dynamic = 'force-dynamic';

export default function Page() {
  return <Form initial={{ token: process.env.FORM_PROP_SECRET_KEY }} />;
}
