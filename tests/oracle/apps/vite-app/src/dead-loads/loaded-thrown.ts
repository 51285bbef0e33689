export const loadedThrown = () => console.log('loaded thrown', Math.random());
