export const loadedIfConstant = () => console.log('loaded if-constant', Math.random());
