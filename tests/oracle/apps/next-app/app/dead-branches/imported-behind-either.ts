console.log('imported-behind-either');
export const value = 'imported-behind-either';
