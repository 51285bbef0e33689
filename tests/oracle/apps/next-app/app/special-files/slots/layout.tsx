export default function Layout({ children, aside }) {
  return (
    <div>
      {children}
      {aside}
    </div>
  );
}
