import { urls } from './route-handlers/urls';

export default function sitemap() {
  return urls();
}
