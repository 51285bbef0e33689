import styles from './box.module.css';

export const Box = () => <i className={styles.box} />;
