export const loadedSum = () => console.log('loaded sum', Math.random());
