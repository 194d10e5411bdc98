"""Running text: which figure belongs to which name, whose it is and of when; what words say."""
