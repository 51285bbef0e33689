export const loadedTemplate = () => console.log('loaded template', Math.random());
