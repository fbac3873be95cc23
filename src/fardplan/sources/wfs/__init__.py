"""Areas and their borders from map servers that speak WFS, such as Statistics Sweden's GeoServer."""
