'use  client';

export const Spaces = () => <b>two spaces</b>;
