import type { NextConfig } from "next"

const config: NextConfig = {
  basePath: "/desk",
}

export default config
