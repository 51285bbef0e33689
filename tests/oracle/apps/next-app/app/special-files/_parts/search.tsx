'use client';

export const Search = () => <input onChange={(event) => console.log('search', event.target.value)} />;
