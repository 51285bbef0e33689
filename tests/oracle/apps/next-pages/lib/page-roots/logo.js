export const Logo = () => <b onClick={() => console.log('logo')}>404</b>;
