export const config = {
  region: `region ${Date.now()}`,
  timeout: 10,
};
