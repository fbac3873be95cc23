"""Pages of plans: what the council asks, what boards promise and considered, who carries which strategy."""
