import { Trigger } from './client';

export const Panel = ({ children }) => (
  <p>
    <Trigger />
    {children}
  </p>
);
