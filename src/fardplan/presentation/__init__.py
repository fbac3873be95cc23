"""What site, workspace and reports share: charts, number and date formats, phrases that never overstate, translations."""
