"""One folder or file per outside source: council documents, city packages, spreadsheets, statistics."""
