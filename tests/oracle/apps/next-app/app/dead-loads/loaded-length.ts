export const loadedLength = () => console.log('loaded length', Math.random());
