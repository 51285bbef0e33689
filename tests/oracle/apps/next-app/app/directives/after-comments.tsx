// A comment,

/* and another one. */
'use client';

export const AfterComments = () => <button onClick={() => console.log('after comments')}>a</button>;
