"""What site, workspace and reports share: charts, number formats, phrases that never overstate, languages."""
