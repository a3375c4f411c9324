"""The commands beside `build` and `check`: new texts, fixes, withdrawal, the reference."""
