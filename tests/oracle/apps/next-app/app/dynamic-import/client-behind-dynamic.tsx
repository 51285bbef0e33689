'use client';

export const Behind = () => <b onClick={() => console.log('client behind a dynamic import')}>b</b>;
