export const usedSwitched = () => console.log('used switched', Math.random());
