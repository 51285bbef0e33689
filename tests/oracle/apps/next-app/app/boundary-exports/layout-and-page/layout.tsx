import { Provider } from './client';

export default function Layout({ children }) {
  return (
    <>
      <Provider />
      {children}
    </>
  );
}
