"""Vision, target areas, milestones, strategies and their versions; required path and verdict."""
