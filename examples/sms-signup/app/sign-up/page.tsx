import { SignUpCard } from '@/components/sign-up-card';

export const metadata = { title: 'Sign up · Lantern' };

export default function SignUpPage() {
  return <SignUpCard />;
}
