'use-client';

export const Dashed = () => <b>dashed</b>;
