"""What people judge of milestones and goals, beside what the figures say."""
