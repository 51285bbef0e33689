import { Button } from './button';
import { format } from './shared-format';

export function Shell({ children }) {
  return (
    <section title={format(1)}>
      {children}
      <Button />
    </section>
  );
}
