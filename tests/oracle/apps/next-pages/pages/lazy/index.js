import dynamic from 'next/dynamic';

const Chart = dynamic(() => import('lib/lazy/chart'), { ssr: false });

export default function Page() {
  return <Chart />;
}
