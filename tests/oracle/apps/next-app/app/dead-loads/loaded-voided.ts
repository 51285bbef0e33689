export const loadedVoided = () => console.log('loaded voided', Math.random());
