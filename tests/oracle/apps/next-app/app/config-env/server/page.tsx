export default function Page() {
  return <b>{process.env.CARRIER_BACKUP_AUTH_TOKEN.length}</b>;
}
