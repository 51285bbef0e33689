export const usedType = () => console.log('used type', Math.random());
