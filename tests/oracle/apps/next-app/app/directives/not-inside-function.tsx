export const InsideFunction = () => {
  'use client';
  return <b>in a function</b>;
};
