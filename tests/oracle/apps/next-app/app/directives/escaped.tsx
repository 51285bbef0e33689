'use cl\u0069ent';

export const Escaped = () => <button onClick={() => console.log('escaped')}>a</button>;
