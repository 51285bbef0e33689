'use client';

import { type FormEvent, useState } from 'react';
import { sendVerificationCode } from '@/lib/sms';

type Step = 'phone' | 'code' | 'done';

function randomCode() {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return String(number % 1_000_000).padStart(6, '0');
}

export function VerifyPhone() {
  const [step, setStep] = useState<Step>('phone');
  const [phone, setPhone] = useState('');
  const [sent, setSent] = useState('');
  const [typed, setTyped] = useState('');
  const [notice, setNotice] = useState('');

  async function handleSend(event: FormEvent) {
    event.preventDefault();
    setNotice('Sending…');
    const code = randomCode();
    try {
      const status = await sendVerificationCode(phone, code);
      setSent(code);
      setStep('code');
      setNotice(`Code ${status}.`);
    } catch {
      setNotice('We could not send a code to this number.');
    }
  }

  function handleCheck(event: FormEvent) {
    event.preventDefault();
    if (typed === sent) setStep('done');
    setNotice(typed === sent ? '' : 'That is not the code we sent.');
  }

  if (step === 'done') return <p role="status">Thank you, {phone} is verified.</p>;

  return (
    <form onSubmit={step === 'phone' ? handleSend : handleCheck}>
      <label>
        Mobile number
        <input
          type="tel"
          autoComplete="tel"
          placeholder="+1 500 555 0006"
          required
          readOnly={step === 'code'}
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
      </label>
      {step === 'code' && (
        <label>
          Code
          <input
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      )}
      <button className="button">{step === 'phone' ? 'Send code' : 'Check code'}</button>
      <p role="status">{notice}</p>
    </form>
  );
}
