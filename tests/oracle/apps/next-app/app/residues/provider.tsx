import { createContext } from 'react';

const Theme = createContext('light');

export const provider = Theme.Provider;
