'use client';

export default function Page() {
  return (
    <b
      onClick={() =>
        console.log(
          process.env.NEXT_PUBLIC_PLAIN,
          process.env.NEXT_PUBLIC_SINGLE,
          process.env.NEXT_PUBLIC_DOUBLE,
          process.env.NEXT_PUBLIC_BACKTICK,
          process.env.NEXT_PUBLIC_EXPORT,
          process.env.NEXT_PUBLIC_TRAILING,
          process.env.NEXT_PUBLIC_HASH_BEFORE,
          process.env.NEXT_PUBLIC_SPACED,
          process.env.NEXT_PUBLIC_COLON,
          process.env.NEXT_PUBLIC_TWICE,
          process.env.NEXT_PUBLIC_LINES,
          process.env.NEXT_PUBLIC_OUT,
        )
      }
    >
      env syntax
    </b>
  );
}
