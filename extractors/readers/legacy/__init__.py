"""Old office formats (.doc, .wps, .et, .rtf), converted by LibreOffice where it is installed."""
