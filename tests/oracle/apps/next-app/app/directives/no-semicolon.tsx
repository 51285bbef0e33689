'use client'
export const NoSemicolon = () => <button onClick={() => console.log('no semicolon')}>a</button>;
