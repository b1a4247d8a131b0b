"""RECORD: the digested facts a verdict rests on."""
