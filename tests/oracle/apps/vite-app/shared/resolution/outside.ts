export const outside = () => `outside of src ${Date.now()}`;
