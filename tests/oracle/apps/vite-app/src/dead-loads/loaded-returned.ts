export const loadedReturned = () => console.log('loaded returned', Math.random());
