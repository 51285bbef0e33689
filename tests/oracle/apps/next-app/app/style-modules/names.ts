import styles from './box.module.css';

export const names = { box: styles.box };
