export const loadedType = () => console.log('loaded type', Math.random());
