---@brief
---
--- `staunch` keeps secrets out of the browser: it reports credentials that a web app's client bundle
--- would contain, shows the imports that bring them there, and moves the call behind a server route.
---
--- Install it with `cargo` from a checkout of its repository:
---
--- ```sh
--- cargo install --locked --path .
--- ```
---
--- `staunch` reads a whole project, so it starts only where there is one, and runs beside `ts_ls` or `vtsls`.

-- In a monorepo a leak crosses packages: the folder with the lock file is the root, not a package.
local lock_files = { 'package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb' }

---@type vim.lsp.Config
return {
  cmd = { 'staunch', 'lsp' },
  filetypes = {
    'env',
    'javascript',
    'javascriptreact',
    'json',
    'jsonc',
    'typescript',
    'typescriptreact',
  },
  -- A list in the list gives its names equal priority.
  root_markers = vim.fn.has('nvim-0.11.3') == 1 and { lock_files, 'package.json', '.git' }
    or vim.list_extend(lock_files, { 'package.json', '.git' }),
  workspace_required = true,
}
