"""What the model reads: conversations in the format that it was trained on."""
