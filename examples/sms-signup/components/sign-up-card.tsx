import { SupportLink } from './support-link';
import { VerifyPhone } from './verify-phone';

export function SignUpCard() {
  return (
    <section className="card">
      <h1>Create your account</h1>
      <p>We text you a code to make sure that the number is yours.</p>
      <VerifyPhone />
      <footer>
        No code? <SupportLink />
      </footer>
    </section>
  );
}
