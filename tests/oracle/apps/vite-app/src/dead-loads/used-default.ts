export const usedDefault = () => console.log('used default', Math.random());
