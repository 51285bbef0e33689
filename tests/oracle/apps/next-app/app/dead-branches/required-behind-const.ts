console.log('required-behind-const');
export const value = 'required-behind-const';
