'use client';

export default function Page() {
  return (
    <b
      onClick={() =>
        console.log(
          process.env.NEXT_PUBLIC_LABEL,
          process.env.NEXT_PUBLIC_IN_SINGLE,
          process.env.NEXT_PUBLIC_ESCAPED,
          process.env.NEXT_PUBLIC_DEFAULT,
          process.env.NEXT_PUBLIC_OWN_BEHIND_DEFAULT,
          process.env.NEXT_PUBLIC_STRONGER_BEFORE_DEFAULT,
          process.env.NEXT_PUBLIC_FROM_STRONGER,
          process.env.NEXT_PUBLIC_FROM_WEAKER,
          process.env.NEXT_PUBLIC_CHAIN,
          process.env.NEXT_PUBLIC_LATER,
          process.env.NEXT_PUBLIC_GREETING,
          process.env.NEXT_PUBLIC_ADDRESS,
        )
      }
    >
      env expansion
    </b>
  );
}
