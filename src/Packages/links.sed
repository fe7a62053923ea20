# For a packed README.md or SECURITY.md: what lies in the source alone loses its link and keeps its name; the other of the two lies beside it, compressed.
s/\[([^]]*)\]\((src|tests|keys-example)[^)]*\)/\1/g
s/\]\((README|SECURITY)\.md\)/](\1.md.gz)/g
