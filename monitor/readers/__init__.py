"""Read: bytes into a Document, text with offsets, blocks, tables and sections."""
