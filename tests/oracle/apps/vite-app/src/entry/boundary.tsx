'use client';

export const Boundary = () => <b onClick={() => console.log('a directive means nothing here')}>boundary</b>;
