"""Reports: what is known as one tree of sections, tables and figures, written as Word, PDF and pages."""
