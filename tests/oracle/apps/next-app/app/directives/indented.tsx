    'use client';

export const Indented = () => <button onClick={() => console.log('indented')}>a</button>;
