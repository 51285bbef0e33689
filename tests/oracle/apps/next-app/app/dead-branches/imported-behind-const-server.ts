console.log('imported-behind-const-server');
export const value = 'imported-behind-const-server';
