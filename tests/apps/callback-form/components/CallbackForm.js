import { useState } from 'react';
import { sendSms } from 'lib/sms';

export default function CallbackForm() {
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [notice, setNotice] = useState('');

  function handleSubmit(event) {
    event.preventDefault();
    sendSms(phone, name)
      .then(({ state }) => setNotice(`Thank you, ${name}: your request is ${state}.`))
      .catch(() => setNotice('Please call us instead.'));
  }

  return (
    <form onSubmit={handleSubmit}>
      <input name="name" placeholder="Name" value={name} onChange={(event) => setName(event.target.value)} />
      <input name="phone" placeholder="Phone" value={phone} onChange={(event) => setPhone(event.target.value)} />
      <button>Call me back</button>
      <p role="status">{notice}</p>
    </form>
  );
}
