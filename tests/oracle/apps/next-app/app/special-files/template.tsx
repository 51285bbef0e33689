'use client';

export default function Template({ children }) {
  return <div onClick={() => console.log('template')}>{children}</div>;
}
