"use client"

export const Double = () => <button onClick={() => console.log('double quotes')}>a</button>;
