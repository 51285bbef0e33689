export const usedLength = () => console.log('used length', Math.random());
