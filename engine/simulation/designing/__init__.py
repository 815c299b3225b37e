"""Which numbers give what is wished for: cuts, prizes, numbers tried over a range."""
