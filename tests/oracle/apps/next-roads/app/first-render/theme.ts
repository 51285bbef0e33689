'use client';
import { createContext } from 'react';

export const Theme = createContext<{ colour?: string; token?: string }>({});
