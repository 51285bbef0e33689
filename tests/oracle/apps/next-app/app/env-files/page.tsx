'use client';

export default function Page() {
  return (
    <b
      onClick={() =>
        console.log(
          process.env.NEXT_PUBLIC_PRECEDENCE_A_AUTH_TOKEN,
          process.env.NEXT_PUBLIC_PRECEDENCE_B_AUTH_TOKEN,
          process.env.NEXT_PUBLIC_PRECEDENCE_C_AUTH_TOKEN,
          process.env.NEXT_PUBLIC_PRECEDENCE_D_AUTH_TOKEN,
          process.env.NEXT_PUBLIC_PRECEDENCE_E_AUTH_TOKEN,
          process.env.NEXT_PUBLIC_PRECEDENCE_F_AUTH_TOKEN,
          process.env.NEXT_PUBLIC_RELAY_AUTH_TOKEN,
        )
      }
    >
      env files
    </b>
  );
}
