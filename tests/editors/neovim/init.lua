-- What editors/neovim/README.md tells a user to write; lsp/staunch.lua lies beside this file.
vim.lsp.enable('staunch')
-- For the test only.
vim.opt.swapfile = false
vim.opt.shadafile = 'NONE'
