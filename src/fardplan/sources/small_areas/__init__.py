"""Statistics Sweden's small areas, RegSO and DeSO: codes by edition, keys between them, and their borders."""
