'use client';

export const Grouped = () => <b onClick={() => console.log('in a group')}>grouped</b>;
