'use client';

export const Bom = () => <button onClick={() => console.log('after a byte order mark')}>a</button>;
