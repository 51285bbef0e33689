'use client';

export const UnusedClient = () => <b onClick={() => console.log('unused client')}>unused</b>;
