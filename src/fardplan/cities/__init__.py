"""Cities as data: a folder each, read by `fardplan.sources.city_package`; no code stands here."""
