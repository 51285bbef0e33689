export const usedNothing = () => console.log('used nothing', Math.random());
