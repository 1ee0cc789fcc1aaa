"""Files that leave the app: frames and sentences in, bytes out."""
