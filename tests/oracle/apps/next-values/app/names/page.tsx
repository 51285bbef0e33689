import { Show } from '../show';
import { address, config, given, lazy, missing, token } from './values';

export const dynamic = 'force-dynamic';

export default function Page() {
  let picked;
  ({ a: picked } = config);
  const { key = process.env.NAMES_UNUSED_SECRET_KEY } = given;
  const { key: filled = process.env.NAMES_DEFAULT_SECRET_KEY } = missing;
  return <Show token={token} address={address} picked={picked} given={key} filled={filled} lazy={lazy().a} />;
}
