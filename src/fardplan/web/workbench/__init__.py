"""The milestone workbench: weighing levels and years, keeping candidates, releasing what is told."""
