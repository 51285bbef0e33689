export const Named = () => <b>named {Date.now()}</b>;
