"""A fake PxWeb: API v2 under `/api/v2` and v1 under `/v1`, with tables of one's own."""
