"""Figures -> sentences, in the reader's language, with every word from the catalogue."""
