'USE CLIENT';

export const UpperCase = () => <b>upper case</b>;
