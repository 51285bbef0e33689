export const usedTemplate = () => console.log('used template', Math.random());
