'use client'; export const SameLine = () => <button onClick={() => console.log('same line')}>a</button>;
