export const loadedAndWritten = () => console.log('loaded and-written', Math.random());
