"""Clustering tasks for learners to adapt to, and episodes of pseudo-classes (UMTRA, CACTUs) for them to practise on."""
