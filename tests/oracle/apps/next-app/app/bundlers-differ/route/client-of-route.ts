'use client';

export const CLIENT = `client of a route ${Date.now()}`;
