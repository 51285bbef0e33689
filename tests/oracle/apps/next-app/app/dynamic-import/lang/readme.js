export default 'another extension';
