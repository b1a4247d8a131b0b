"""READ: find report files, stream their cases, settle dialects."""
