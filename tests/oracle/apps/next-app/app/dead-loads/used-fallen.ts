export const usedFallen = () => console.log('used fallen', Math.random());
