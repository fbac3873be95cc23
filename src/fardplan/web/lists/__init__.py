"""Lists that can be filtered, sorted, linked to and taken away as files; the address says how."""
