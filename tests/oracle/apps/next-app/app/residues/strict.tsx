import { createContext, useContext } from 'react';

function strict(name: string) {
  const context = createContext(name);
  return [context.Provider, () => useContext(context)] as const;
}

export const [Provider, strict1] = strict('strict');
