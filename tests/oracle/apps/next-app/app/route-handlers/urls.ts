export const urls = () => [{ url: `https://lantern.example/${Date.now()}` }];
