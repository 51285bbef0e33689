import type { ComponentType } from 'react';

export function withKey(Inner: ComponentType<{ value?: string }>) {
  return function WithKey() {
    return <Inner value={process.env.MADE_WRAPPED_SECRET_KEY} />;
  };
}
