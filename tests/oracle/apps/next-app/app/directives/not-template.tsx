`use client`;

export const Template = () => <b>a template</b>;
