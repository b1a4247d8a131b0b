"""RENDER: templates and escapes."""
