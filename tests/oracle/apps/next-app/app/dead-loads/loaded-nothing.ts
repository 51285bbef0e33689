export const loadedNothing = () => console.log('loaded nothing', Math.random());
