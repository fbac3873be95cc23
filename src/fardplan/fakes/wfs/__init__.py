"""A fake map server that speaks WFS 2.0.0 as GeoServer does, for Statistics Sweden's small areas."""
