'use client';

export const Button = ({ children, onClick }) => <button onClick={onClick}>{children}</button>;
