export const usedBoth = () => console.log('used both', Math.random());
