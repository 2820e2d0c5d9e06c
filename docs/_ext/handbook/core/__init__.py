"""What the other storeys stand on: settings, files, days, warnings."""
