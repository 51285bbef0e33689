export const loadedOrder = () => console.log('loaded order', Math.random());
