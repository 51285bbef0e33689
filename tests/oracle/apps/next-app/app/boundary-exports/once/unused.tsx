export const Unused = () => <i>unused in once</i>;
