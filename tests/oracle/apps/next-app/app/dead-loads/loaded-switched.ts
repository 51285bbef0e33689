export const loadedSwitched = () => console.log('loaded switched', Math.random());
