'use client';

console.log('imported for its effect');
export {};
