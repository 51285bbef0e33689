export const loadedAndConstant = () => console.log('loaded and-constant', Math.random());
