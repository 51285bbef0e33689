export { Button } from './workspace-packages/button';
export { Card } from './workspace-packages/card';
export { Dialog } from './workspace-packages/dialog';
