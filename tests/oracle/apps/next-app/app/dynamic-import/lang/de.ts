export default 'guten Tag';
