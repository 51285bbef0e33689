export const usedOrder = () => console.log('used order', Math.random());
