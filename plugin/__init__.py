"""The plugin's code. The folders on either side of the process wall are listed in docs/architecture.md."""
