'use client', 'and more';

export const Sequence = () => <b>a sequence</b>;
