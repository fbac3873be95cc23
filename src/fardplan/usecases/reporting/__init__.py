"""Reports as people order them: what is known of a subject, gathered and told as one tree."""
